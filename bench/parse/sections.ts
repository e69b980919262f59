import type { ParsedDocument, ParsedSection } from '../../core/filing/document/types.ts';

export interface SectionCheck {
  found: number;
  byReference: string[];
  doubtful: string[];
  missing: string[];
  /** Share of the text between the first item and the signatures that sections cover; to the end of the text without signatures. */
  coverage: number;
  overlaps: number;
  /** Items whose heading stands inside another item's section. */
  foreignHeadings: string[];
  notes: number;
}

const short = (section: ParsedSection): string => section.key.replace('part', '').replace('.item', '.');

/** Checks the sections of a document against its own text. */
export function checkSections(document: ParsedDocument): SectionCheck {
  const items = document.sections.filter((section) => !section.parentKey);
  const placed = items.filter((section) => section.charEnd > section.charStart).sort((a, b) => a.charStart - b.charStart);
  let covered = 0;
  let overlaps = 0;
  let at = placed[0]?.charStart ?? 0;
  const from = at;
  for (const section of placed) {
    if (section.charStart < at) overlaps++;
    covered += Math.max(0, section.charEnd - Math.max(at, section.charStart));
    at = Math.max(at, section.charEnd);
  }
  return {
    found: items.filter((section) => section.status === 'FOUND').length,
    byReference: items.filter((section) => section.status === 'INCORPORATED_BY_REFERENCE').map(short),
    doubtful: items.filter((section) => section.status === 'DOUBTFUL').map((section) => `${short(section)} (${section.reason})`),
    missing: items.filter((section) => section.status === 'MISSING').map((section) => `${short(section)} (${section.reason})`),
    coverage: placed.length === 0 ? 1 : covered / (Math.max(at, signaturesAt(document, placed.at(-1)!.charStart, at)) - from),
    overlaps,
    foreignHeadings: placed.flatMap((section) => foreign(document, section)),
    notes: document.sections.filter((section) => section.parentKey).length,
  };
}

const SIGNATURES = /^\W*signatures?\W*$|^\W*signatures?\s+pursuant to the requirements/i;

/**
 * The signatures behind the heading of the last item, else the last ones: exhibits that were appended have signatures of their own, and notes
 * and schedules behind the signatures are no part of the items.
 */
function signaturesAt({ text, blocks, type }: ParsedDocument, lastItem: number, after: number): number {
  const lines = blocks.filter(({ charStart, charEnd }) => SIGNATURES.test(text.slice(charStart, Math.min(charEnd, charStart + 60))));
  const line = lines.find(({ charStart }) => charStart >= lastItem) ?? lines.at(-1);
  if (line) return line.charStart;
  return /^(?:10-|20-F|8-K)/.test(type) ? after : text.length;
}

/** An emphasised line `Item N.` of another item inside a section. */
function foreign(document: ParsedDocument, section: ParsedSection): string[] {
  const own = /item([\d.]+[a-k]?)$/i.exec(section.key)?.[1]?.toLowerCase();
  if (own === undefined) return [];
  const out: string[] = [];
  for (const block of document.blocks) {
    if (block.charStart < section.charStart || block.charStart >= section.charEnd) continue;
    if (block.kind !== 'HEADING' || block.emphasis < 0.5) continue;
    const found = /^item\s+(\d{1,2}(?:\.\d\d)?)\s?([a-k])?[.:\s]/i.exec(
      document.text.slice(block.charStart, Math.min(block.charEnd, block.charStart + 40)),
    );
    const other = found && `${found[1]}${(found[2] ?? '').toLowerCase()}`;
    if (other && other !== own && !/\bcontinued\b/i.test(document.text.slice(block.charStart, block.charEnd)))
      out.push(`${short(section)} holds item ${other}`);
  }
  return out;
}
