import type { RawDocument } from '../raw.ts';
import type { ParsedSection } from '../types.ts';
import { type Candidate, type Found, findCandidates, type TocEntry } from './candidates.ts';
import { chooseChain } from './choose-chain.ts';
import { crossIndexed } from './cross-index.ts';
import { type ItemSpec, isPeriodic, itemsOf } from './forms.ts';
import { headingSections } from './heading-sections.ts';
import { judge, referTogether } from './judge-section.ts';
import { findNotes } from './notes.ts';
import { addTitleCandidates } from './title-candidates.ts';

export interface SplitInput {
  raw: RawDocument;
  /** Per raw table: ordinal of its data table, -1 for layout. */
  dataTables: Int32Array;
  form: string;
  /** YYYY-MM-DD; decides which items the form had at the time. */
  periodEnd?: string;
}

export interface SplitResult {
  sections: ParsedSection[];
  /** For checks: items that the table of contents names. */
  tocItems: string[];
}

/**
 * Cuts a filing's main document into the items of its form. Every item that the form had at the time is in the result: found, doubtful,
 * incorporated by reference, or missing with the reason. Sections of one level never overlap and follow one another without a gap.
 */
export function splitSections(input: SplitInput): SplitResult {
  const year = input.periodEnd ? fiscalYearOf(input.periodEnd) : undefined;
  const specs = itemsOf(input.form).filter((spec) => year === undefined || ((spec.since ?? 0) <= year && year <= (spec.until ?? 9999)));
  if (specs.length === 0)
    return { sections: /^EX-/i.test(input.form) ? [] : headingSections(input.raw, input.dataTables, input.form), tocItems: [] };
  const { raw } = input;
  const found = findCandidates(raw, input.dataTables, specs);
  if (isPeriodic(input.form)) addTitleCandidates(raw, input.dataTables, specs, found);
  const chain = chooseChain(found.candidates);
  const indexed = isPeriodic(input.form) ? crossIndexed(raw, input.dataTables, found, chain) : undefined;
  const sections = indexed ?? inFormOrder(input, chain, found);
  if (isPeriodic(input.form)) addMissing(sections, specs, indexed ? [] : chain, found.toc, input.form);
  else addShared(sections, chain);
  return { sections: withNotes(input, sections), tocItems: [...new Set(found.toc.map((entry) => entry.spec.key))] };
}

/** Each item from its heading to the next. */
function inFormOrder(input: SplitInput, chain: Candidate[], found: Found): ParsedSection[] {
  const end = bodyEnd(input.raw, chain);
  const sections = toSections(input.raw, chain, found, end, input);
  leaveContents(input.raw, sections, found.toc);
  const behind = /^10-?K/i.test(input.form) ? statementsBehind(input, sections, end) : undefined;
  return behind ? [...sections, behind] : sections;
}

/** The year that a form's version follows: fiscal years that end early in a year belong to the year before. */
const fiscalYearOf = (periodEnd: string): number => Number(periodEnd.slice(0, 4)) - (Number(periodEnd.slice(5, 7)) <= 2 ? 1 : 0);

function toSections(raw: RawDocument, chain: Candidate[], found: Found, end: number, input: SplitInput): ParsedSection[] {
  const sections = chain.map((candidate, index) => {
    const start = withPart(candidate, chain[index - 1], found);
    const next = chain[index + 1];
    const stop = Math.max(start, next ? withPart(next, candidate, found) : Math.max(end, candidate.end));
    const section: ParsedSection = {
      key: candidate.spec.key,
      title: titleOf(raw, candidate),
      status: 'FOUND',
      confidence: confidenceOf(candidate),
      charStart: start,
      charEnd: stop,
      anchor: `o${candidate.start}`,
    };
    judge(raw, section, candidate, input.form);
    return section;
  });
  referTogether(raw, sections, chain);
  return sections;
}

/** Fewer entries than these are no table of contents. */
const LEAST_ENTRIES = 4;
const OF_CONTENTS = /^(?:table of contents|page|index|\d{1,3}|.{0,160}\|\s*(?:F-)?\d{1,3})$/i;

/**
 * A filer that gives the statements no heading of their own has the first item's only in its contents: the item begins behind them, with
 * the statements.
 */
function leaveContents(raw: RawDocument, [first, second]: readonly ParsedSection[], toc: readonly TocEntry[]): void {
  const last = toc.at(-1);
  const behind = toc.filter(({ start }) => first !== undefined && start > first.charStart);
  if (!first || !second || !last || behind.length < LEAST_ENTRIES || last.start >= second.charStart) return;
  const body = raw.lines.find(({ start, end }) => start > last.start && !OF_CONTENTS.test(raw.text.slice(start, end).trim()));
  if (!body || body.start >= second.charStart) return;
  first.charStart = body.start;
  first.anchor = `o${body.start}`;
  first.reason = 'has a heading in the table of contents only: it begins behind that';
}

/** A part's heading right over an item belongs to that item, unless an earlier item stands between. */
function withPart(candidate: Candidate, before: Candidate | undefined, found: Found): number {
  for (let i = found.parts.length - 1; i >= 0; i--) {
    const part = found.parts[i]!;
    if (part.start > candidate.start) continue;
    if (before && part.start < before.start) return candidate.start;
    const isOver = candidate.line - part.line <= 2 && candidate.start - part.start < 160;
    return isOver && part.start < candidate.start ? part.start : candidate.start;
  }
  return candidate.start;
}

function titleOf(raw: RawDocument, candidate: Candidate): string {
  const text = raw.text.slice(candidate.start, Math.min(candidate.end, candidate.start + 200));
  const own = candidate.isTitleOnly
    ? text
    : text
        .replace(/^(?:part\s+[ivx1-4]+\b[\s,.:|–—-]*)?[[(]?i\s?t\s?e\s?m\s?s?\s*[|#:]?\s*[\d.]+\s?\(?(?:[a-k](?![a-z]))?\)?/i, '')
        .replace(/^[\s.:|–—\-)\]]+/, '');
  const isHeading = candidate.end - candidate.start <= 200 && own.length > 3 && own.length < 190;
  return isHeading && candidate.spec.pattern.test(own) ? own.replace(/[\s.:|]+$/, '') : candidate.spec.title;
}

const confidenceOf = (candidate: Candidate): number =>
  Math.round(
    Math.max(0.2, Math.min(0.99, 0.45 + candidate.score * 0.07 - (candidate.evidence.includes('out of order') ? 0.15 : 0))) * 100,
  ) / 100;

const signatureLine =
  /^(?:part\s+iv\W*)?signatures?\W*$|^signatures?\s+pursuant to the requirements|^pursuant to the requirements of (?:section 13|the securities exchange act)/i;

/** Where the items end: the signatures behind the last heading, else the end of the text. */
function bodyEnd(raw: RawDocument, chain: Candidate[]): number {
  const last = chain[chain.length - 1];
  if (!last) return raw.text.length;
  for (let index = last.line + 1; index < raw.lines.length; index++) {
    const line = raw.lines[index]!;
    if (line.end - line.start > 400) continue;
    const first = raw.text.charCodeAt(line.start) | 32;
    if (first !== 115 && first !== 112) continue;
    if (signatureLine.test(raw.text.slice(line.start, Math.min(line.end, line.start + 120)).trim())) return line.start;
  }
  return raw.text.length;
}

const statementsBegin =
  /^(?:index to (?:the )?(?:consolidated )?financial statements|report of independent (?:registered|public|certified)|independent auditors|(?:consolidated )?balance sheets?|notes to (?:the )?(?:consolidated )?financial)/i;

/**
 * Financial statements that stand behind the last item or the signatures, on pages F-1 and on, while Item 8 only points there: they carry
 * the key of Item 8.
 */
function statementsBehind(input: SplitInput, sections: ParsedSection[], end: number): ParsedSection | undefined {
  const { raw } = input;
  const own = sections.find((section) => section.key === 'part2.item8');
  const last = sections[sections.length - 1];
  if (!last || (own && own.charEnd - own.charStart > 5000)) return undefined;
  // Item 15 may name the statements in its first lines; under Item 16, mostly "None", they may begin at once.
  const from = /^part4/.test(last.key) ? last.charStart + (last.key === 'part4.item16' ? 30 : 200) : end;
  for (let index = 0; index < raw.lines.length; index++) {
    const line = raw.lines[index]!;
    if (line.start < from || line.end - line.start > 300 || raw.text.length - line.start < 8000) continue;
    if (line.table >= 0 && input.dataTables[line.table]! >= 0) continue;
    const text = raw.text.slice(line.start, line.end);
    if (!statementsBegin.test(text) || /\|?\s(?:F-)?\d{1,3}$/.test(text)) continue;
    const stop = line.start < end ? end : raw.text.length;
    if (stop - line.start < 8000) continue;
    if (last.charEnd > line.start) last.charEnd = line.start;
    return {
      key: 'part2.item8',
      title: 'Financial statements',
      status: 'FOUND',
      confidence: 0.8,
      reason: 'the statements stand behind the last item, on pages of their own',
      charStart: line.start,
      charEnd: stop,
      anchor: `o${line.start}`,
    };
  }
  return undefined;
}

/** The second item of a heading such as "Items 2.02 and 7.01". */
function addShared(sections: ParsedSection[], chain: Candidate[]): void {
  for (const { spec, alsoCovers } of chain)
    for (const other of alsoCovers)
      if (!sections.some(({ key }) => key === other.key)) sections.push(underOneHeading(sections, spec, other));
}

function underOneHeading(sections: readonly ParsedSection[], first: ItemSpec, second: ItemSpec): ParsedSection {
  const { charStart, anchor, status, reason } = sections.find(({ key }) => key === first.key)!;
  const isElsewhere = status === 'INCORPORATED_BY_REFERENCE';
  return {
    key: second.key,
    title: second.title,
    status: isElsewhere ? status : 'FOUND',
    confidence: 0.7,
    reason: isElsewhere ? reason : `under one heading with ${first.key}`,
    charStart,
    charEnd: charStart,
    anchor,
  };
}

function addMissing(sections: ParsedSection[], specs: ItemSpec[], chain: Candidate[], toc: TocEntry[], form: string): void {
  const have = new Set(sections.map((section) => section.key));
  const named = new Map(toc.map((entry) => [entry.spec.key, entry]));
  for (const spec of specs) {
    if (have.has(spec.key)) continue;
    const shared = chain.find(({ alsoCovers }) => alsoCovers.some(({ key }) => key === spec.key));
    const entry = named.get(spec.key);
    const base = { key: spec.key, title: spec.title, charStart: 0, charEnd: 0 };
    if (shared) {
      sections.push(underOneHeading(sections, shared.spec, spec));
    } else if (entry) {
      const page = entry.page ? ` (page ${entry.page})` : '';
      sections.push({
        ...base,
        status: 'MISSING',
        confidence: 0.6,
        reason: /\d/.test(entry.page ?? '0')
          ? `the table of contents names it${page}, but no heading of it was found`
          : `the table of contents says "${entry.page}"`,
      });
    } else {
      const reason =
        toc.length > 3
          ? `neither in the table of contents nor found as a heading: the filer left it out of this ${form}`
          : 'no heading of it was found';
      sections.push({ ...base, status: 'MISSING', confidence: toc.length > 3 ? 0.9 : 0.5, reason });
    }
  }
}

/** Notes nest in the section that holds the statements; the longest run of notes wins. */
function withNotes(input: SplitInput, sections: ParsedSection[]): ParsedSection[] {
  const isQuarterly = /^10-?Q/i.test(input.form);
  const holders = sections.filter(
    (section) =>
      section.charEnd - section.charStart > 3000 &&
      (isQuarterly ? section.key === 'part1.item1' : /^(?:part2\.item8|part3\.item1[789]|part4\.item15)$/.test(section.key)),
  );
  let best: ParsedSection[] = [];
  let parent: ParsedSection | undefined;
  for (const holder of holders) {
    const notes = findNotes(input.raw, input.dataTables, holder.charStart, holder.charEnd, holder.key);
    if (notes.length > best.length) {
      best = notes;
      parent = holder;
    }
  }
  const review = sections.find((section) => section.key === 'part2.item7');
  if (best.length === 0 && review && review.charEnd - review.charStart > 30_000) {
    best = findNotes(input.raw, input.dataTables, review.charStart, review.charEnd, review.key);
    parent = review;
  }
  return order(sections).flatMap((section) => (section === parent ? [section, ...best] : [section]));
}

const order = (sections: ParsedSection[]): ParsedSection[] => [
  ...sections
    .filter((section) => section.charEnd > section.charStart || section.anchor !== undefined)
    .sort((a, b) => a.charStart - b.charStart),
  ...sections.filter((section) => section.charEnd === section.charStart && section.anchor === undefined),
];
