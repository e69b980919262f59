import type { RawDocument } from '../raw.ts';
import type { ParsedDocument, ParsedSection } from '../types.ts';
import { findNotes } from './notes.ts';

interface Source {
  raw: RawDocument;
  type: string;
}

/** Headings inside an annual report that fill an item of the 10-K. */
const parts: readonly { key: string; title: string; pattern: RegExp }[] = [
  {
    key: 'part2.item6',
    title: 'Selected Financial Data',
    pattern: /^(?:\d+[- ]year )?(?:selected|five[- ]year|ten[- ]year)\b.{0,60}\b(?:data|summary|highlights|review)$/i,
  },
  {
    key: 'part2.item7',
    title: 'Management’s Discussion and Analysis',
    pattern:
      /^(?:management['’]?s['’]? (?:discussion|financial discussion)\b.{0,100}|financial review|financial section|operating and financial review)$/i,
  },
  { key: 'part2.item7a', title: 'Market Risk', pattern: /^quantitative and qualitative disclosures?\b.{0,60}market risks?$/i },
  {
    key: 'part2.item8',
    title: 'Financial Statements',
    pattern:
      /^(?:consolidated )?(?:financial statements|statements? of (?:consolidated )?(?:income|earnings|operations|cash flows?|comprehensive income|financial (?:condition|position))|balance sheets?|income statements?)(?:\s*[-–—,(].{0,80})?$|^report of independent (?:registered public accounting firm|(?:certified public )?accountants|auditors?)$|^independent auditors?['’]? report$|^notes to (?:the )?(?:consolidated )?financial statements$/i,
  },
];

/**
 * Cuts exhibits into sections. In an annual report (EX-13) the parts that items 6 to 8 of the main document refer to carry those items'
 * keys; any other exhibit is one section.
 */
export function followReferences(documents: readonly ParsedDocument[], sources: readonly Source[], form: string): void {
  const main = documents[0]!;
  documents.forEach((document, index) => {
    if (document.sections.length > 0 || document.text === '') return;
    const { raw } = sources[index]!;
    if (/^EX-13/i.test(document.type) && /^10-?K/i.test(form)) document.sections = annualReport(document, raw);
    if (document.sections.length === 0) document.sections = [whole(document, index === 0, form)];
  });
  for (const section of main.sections) {
    if (section.status !== 'INCORPORATED_BY_REFERENCE') continue;
    const holder = documents.find(
      (document) =>
        document !== main && document.sections.some((other) => other.key === section.key && other.charEnd - other.charStart > 500),
    );
    if (holder) section.reason = `${section.reason ?? ''} (read from ${holder.name}, ${holder.type})`.trim();
  }
}

function annualReport(document: ParsedDocument, raw: RawDocument): ParsedSection[] {
  const isData = new Int32Array(raw.tables.length).fill(-1);
  const found: { key: string; title: string; start: number }[] = [];
  for (const block of document.blocks) {
    if (block.kind !== 'HEADING' && block.emphasis < 0.3) continue;
    if (block.charEnd - block.charStart > 150) continue;
    const text = document.text.slice(block.charStart, block.charEnd).replace(/[.:\s]+$/, '');
    const part = parts.find((candidate) => candidate.pattern.test(text));
    if (part && !found.some((other) => other.key === part.key)) found.push({ key: part.key, title: part.title, start: block.charStart });
  }
  found.sort((a, b) => a.start - b.start);
  return found.flatMap(({ key, title, start }, index) => {
    const end = found[index + 1]?.start ?? document.text.length;
    const section: ParsedSection = {
      key,
      title,
      status: 'FOUND',
      confidence: 0.7,
      reason: 'a heading of the annual report',
      charStart: start,
      charEnd: end,
      anchor: `o${start}`,
    };
    return key === 'part2.item8' ? [section, ...findNotes(raw, isData, start, end, key)] : [section];
  });
}

function whole(document: ParsedDocument, isMain: boolean, form: string): ParsedSection {
  const key = isMain ? 'body' : document.type.toLowerCase().replace(/^ex-?/, 'exhibit.') || 'body';
  return {
    key,
    title: isMain ? form : document.type,
    status: 'FOUND',
    confidence: 0.9,
    reason: 'read as one section',
    charStart: 0,
    charEnd: document.text.length,
    anchor: document.blocks[0]?.anchor,
  };
}
