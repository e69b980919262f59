import type { RawDocument } from '../raw.ts';
import { decodeEntities } from './entities.ts';
import { targetId } from './html-writer.ts';

const mostTargets = 50_000;

/** Places of a page that have a name, and the links to them. */
export class PageLinks {
  readonly targets = new Map<string, number>();
  readonly links: RawDocument['links'] = [];
  private start = -1;
  private target = '';

  /** Notes a place; returns its attribute in the sanitised HTML, with a space before it, or nothing. */
  place(id: string, offset: number): string {
    const out = targetId(id);
    if (out === undefined || this.targets.size >= mostTargets) return '';
    this.targets.set(id, offset);
    return ` id="${out}"`;
  }

  /** Begins a link inside the page; returns its attribute like `place`. Links elsewhere go. */
  open(href: string, offset: number): string {
    if (!href.startsWith('#') || href.length < 2) return '';
    this.start = offset;
    this.target = decodeEntities(href.slice(1));
    const id = targetId(this.target);
    return id === undefined ? '' : ` href="#${id}"`;
  }

  close(offset: number): void {
    if (this.start < 0) return;
    if (this.links.length < mostTargets) this.links.push({ start: this.start, end: offset, target: this.target });
    this.start = -1;
  }
}
