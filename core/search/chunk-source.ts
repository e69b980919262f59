import type { ParsedDocument } from '../filing/document/types.ts';
import type { ChunkSource } from './chunk-filing.ts';
import { documentLayout } from './document-layout.ts';
import { flattenSections } from './flatten-sections.ts';

/** A document that was just read, as the chunker sees it: what INDEX puts together from the rows that ANALYSE wrote. */
export function chunkSource(document: ParsedDocument): ChunkSource {
  const { pageBreaks, headings } = documentLayout(document.blocks);
  return {
    name: document.name,
    type: document.type,
    text: document.text,
    sections: flattenSections(document.sections),
    tables: [...document.tables].sort((a, b) => a.charStart - b.charStart),
    pageBreaks,
    headings: headings.map(([charStart, charEnd]) => ({ charStart, charEnd })),
  };
}
