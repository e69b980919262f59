import { type Tag, tagCount } from './tags.ts';

/** Elements nested deeper than this lose their markup, never their text. */
export const deepest = 256;

/** The elements that are open, what is inherited from them, and how far an end tag may reach. */
export class OpenElements {
  readonly stack: Tag[] = [];
  /** Style bits and font size by depth; index 0 is the page. */
  readonly flags = new Int32Array(deepest + 1);
  readonly sizes = new Float32Array(deepest + 1);
  /** How many elements of each tag are open. */
  readonly count = new Int32Array(tagCount);
  /** How many start tags were too deep. */
  overflow = 0;
  /** Depths of the open tables and cells. */
  private readonly scopes: number[] = [];
  /** Depths of elements behind which a page ends. */
  private readonly breaksAfter: number[] = [];

  get depth(): number {
    return this.stack.length;
  }

  get top(): number {
    return this.flags[this.stack.length]!;
  }

  get size(): number {
    return this.sizes[this.stack.length]!;
  }

  push(tag: Tag, flags: number, size: number): boolean {
    const depth = this.stack.length + 1;
    if (depth > deepest) {
      this.overflow++;
      return false;
    }
    this.stack.push(tag);
    this.count[tag.id]!++;
    this.flags[depth] = flags;
    this.sizes[depth] = size;
    return true;
  }

  pop(): Tag {
    const tag = this.stack.pop()!;
    this.count[tag.id]!--;
    return tag;
  }

  openScope(): void {
    this.scopes.push(this.stack.length);
  }

  closeScope(): void {
    this.scopes.pop();
  }

  breakAfter(): void {
    this.breaksAfter.push(this.stack.length);
  }

  /** Whether a page ends behind the element of this depth; asked once, when it closes. */
  takeBreakAfter(depth: number): boolean {
    const { breaksAfter } = this;
    if (breaksAfter.length === 0 || breaksAfter[breaksAfter.length - 1] !== depth) return false;
    breaksAfter.pop();
    return true;
  }

  /** XBRL elements may cross the boundaries of others in broken markup: only the one entry goes. */
  removeAt(index: number): void {
    const tag = this.stack[index]!;
    this.count[tag.id]!--;
    if (index === this.stack.length - 1) {
      this.stack.pop();
      return;
    }
    this.stack.splice(index, 1);
    this.flags.copyWithin(index + 1, index + 2, this.stack.length + 2);
    this.sizes.copyWithin(index + 1, index + 2, this.stack.length + 2);
    for (let i = 0; i < this.scopes.length; i++) if (this.scopes[i]! > index) this.scopes[i]!--;
    for (let i = 0; i < this.breaksAfter.length; i++) if (this.breaksAfter[i]! > index) this.breaksAfter[i]!--;
  }

  /** Index of the innermost open element of this tag that an end tag here may close, or -1. */
  find(tag: Tag): number {
    if (this.count[tag.id] === 0) return -1;
    const floor = tag.kind === 'TABLE' || tag.kind === 'ROW' || tag.kind === 'CELL' ? this.tableFloor() : this.scopeFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) if (this.stack[i] === tag) return i;
    return -1;
  }

  /** Index of the open list item that another one ends, or -1. */
  findItem(item: Tag): number {
    if (this.count[item.id] === 0) return -1;
    const floor = this.scopeFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) {
      const open = this.stack[i]!;
      if (open === item) return i;
      if (open.name === 'ul' || open.name === 'ol') return -1;
    }
    return -1;
  }

  /** Index of the open row of the innermost table, or -1. */
  findRow(): number {
    const floor = this.tableFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) if (this.stack[i]!.kind === 'ROW') return i;
    return -1;
  }

  /** Index of the open cell of the innermost row, or -1. */
  findCell(): number {
    const floor = this.tableFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) {
      const { kind } = this.stack[i]!;
      if (kind === 'CELL') return i;
      if (kind === 'ROW') return -1;
    }
    return -1;
  }

  /** Inside an element whose content is no text of the document at all. */
  isDropped(): boolean {
    for (let i = this.stack.length - 1; i >= 0; i--) if (this.stack[i]!.kind === 'DROP') return true;
    return false;
  }

  /** Stack index below which nothing may be closed by an ordinary element: the innermost cell or table. */
  private scopeFloor(): number {
    return this.scopes.length === 0 ? 0 : this.scopes[this.scopes.length - 1]!;
  }

  /** Stack index of the innermost table, which rows and cells cannot close past. */
  private tableFloor(): number {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const at = this.scopes[i]! - 1;
      if (this.stack[at]?.kind === 'TABLE') return at;
    }
    return 0;
  }
}
