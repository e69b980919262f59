import type { Block } from '../filing/document/types.ts';

/** What is kept of a document's pages and headings, so that it is cut into chunks without reading it again. Offsets in UTF-16 units. */
export interface DocumentLayout {
  pageBreaks: number[];
  /** [charStart, charEnd] */
  headings: [number, number][];
}

export function documentLayout(blocks: readonly Block[]): DocumentLayout {
  return {
    pageBreaks: blocks.filter(({ kind }) => kind === 'PAGE_BREAK').map(({ charStart }) => charStart),
    headings: blocks.filter(({ kind }) => kind === 'HEADING').map(({ charStart, charEnd }) => [charStart, charEnd]),
  };
}
