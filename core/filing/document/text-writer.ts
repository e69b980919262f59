import { decodeEntity, entityEnd } from './html/entities.ts';

export const NONE = 0;
export const SPACE = 1;
export const CELL = 2;
export const BREAK = 3;

const LEAST_ROOM = 1 << 12;
const MOST_ROOM = 1 << 21;

/**
 * The normalised text as it grows. White space is collapsed; what parts two pieces (space, cell, line) is written before the next visible
 * character, so that lines never begin or end with space. Invisible characters are dropped and counted.
 */
export class TextWriter {
  length = 0;
  zeroWidth = 0;
  tagCharacters = 0;
  /** What to write before the next visible character. */
  pending = BREAK;
  /** Where the line began that the last visible character stands on; changes when a line begins. */
  lineStart = -1;
  /** Offsets of collapsed runs of two or more spaces on one source line. */
  readonly gaps: number[] = [];
  /** Something in the last piece was dropped or must not be copied to HTML as it stands. */
  dirty = false;
  private units: Uint16Array;
  private run = 0;

  /** Room for a quarter of the source, which is what is left of most pages: growing copies all that was written. */
  constructor(sourceLength = 0) {
    this.units = new Uint16Array(Math.min(Math.max(sourceLength >> 2, LEAST_ROOM), MOST_ROOM));
  }

  toString(): string {
    return Buffer.from(this.units.buffer, 0, this.length * 2).toString('utf16le');
  }

  codeAt(offset: number): number {
    return this.units[offset]!;
  }

  slice(start: number, end: number): string {
    return String.fromCharCode(...this.units.subarray(start, Math.min(end, start + 4096)));
  }

  /** Moves the text from `from` back to `to`, dropping what stood between. */
  closeGap(to: number, from: number): void {
    this.units.copyWithin(to, from, this.length);
    this.length -= from - to;
  }

  part(kind: number): void {
    if (kind > this.pending) this.pending = kind;
    this.run = -1e9;
  }

  /** Like `part`, but also takes back what stood before. */
  separateBy(kind: number): void {
    this.pending = kind;
    this.run = -1e9;
  }

  /** Writes a piece of source with its character references decoded; true when something visible was written. */
  write(source: string, start: number, end: number): boolean {
    const before = this.length;
    this.dirty = false;
    for (let i = start; i < end; i++) {
      const c = source.charCodeAt(i);
      if (c === 38) {
        const past = entityEnd(source, i, end);
        if (past === i) this.visible(38);
        else {
          const decoded = decodeEntity(source.slice(i, past));
          for (let k = 0; k < decoded.length; k++) k += this.unit(decoded, k);
          i = past - 1;
        }
      } else if (c > 32 && c < 127) {
        if (c === 60) this.dirty = true;
        this.visible(c);
      } else if (c === 32) {
        this.run++;
        if (this.pending === NONE) this.pending = SPACE;
      } else i += this.unit(source, i);
    }
    return this.length > before;
  }

  /** One code unit that is not plain ASCII; returns how many more units it took. */
  private unit(source: string, at: number): number {
    const c = source.charCodeAt(at);
    if (c === 32 || c === 0xa0 || (c >= 0x2000 && c <= 0x200a) || c === 0x202f || c === 0x205f || c === 0x3000) {
      this.run++;
      if (this.pending === NONE) this.pending = SPACE;
    } else if (c <= 32) {
      if (c === 10 || c === 13) this.run = -1e9;
      else this.run++;
      if (this.pending === NONE) this.pending = SPACE;
    } else if (isInvisible(c)) {
      this.zeroWidth++;
      this.dirty = true;
    } else if (c >= 0xd800 && c <= 0xdfff) {
      const low = at + 1 < source.length ? source.charCodeAt(at + 1) : 0;
      if (c === 0xdb40 && low >= 0xdc00 && low <= 0xdc7f) {
        this.tagCharacters++;
        this.dirty = true;
        return 1;
      }
      if (c <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
        this.visible(c);
        this.units[this.length++] = low;
        return 1;
      }
      this.dirty = true;
      this.visible(0xfffd);
    } else this.visible(c);
    return 0;
  }

  private visible(c: number): void {
    if (this.pending !== NONE) this.separate();
    this.run = 0;
    if (this.length + 8 > this.units.length) this.reserve(64);
    this.units[this.length++] = c;
  }

  private separate(): void {
    if (this.length + 8 > this.units.length) this.reserve(64);
    if (this.pending === SPACE) {
      if (this.run > 1) this.gaps.push(this.length);
      this.units[this.length++] = 32;
    } else if (this.pending === CELL) {
      this.units[this.length++] = 32;
      this.units[this.length++] = 124;
      this.units[this.length++] = 32;
    } else {
      if (this.length > 0) this.units[this.length++] = 10;
      this.lineStart = this.length;
    }
    this.pending = NONE;
  }

  private reserve(more: number): void {
    if (this.length + more * 2 + 64 <= this.units.length) return;
    const grown = new Uint16Array(Math.max(this.units.length * 2, this.length + more * 2 + 64));
    grown.set(this.units.subarray(0, this.length));
    this.units = grown;
  }
}

/** Format, control and filler characters that show nothing. */
function isInvisible(c: number): boolean {
  if (c < 0xad) return c === 127 || (c > 127 && c < 160);
  return (
    c === 0xad ||
    (c >= 0x200b && c <= 0x200f) ||
    (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x206f) ||
    (c >= 0xfe00 && c <= 0xfe0f) ||
    c === 0xfeff ||
    c === 0x180e ||
    c === 0x115f ||
    c === 0x1160 ||
    c === 0x3164 ||
    c === 0xffa0 ||
    c === 0x034f ||
    c === 0x061c
  );
}
