import type { Line, RawDocument } from '../raw.ts';
import type { ParsedSection } from '../types.ts';
import { linkTargets } from './candidates.ts';
import { proxyTopics } from './proxy-topics.ts';

export interface Heading {
  start: number;
  end: number;
  text: string;
  weight: number;
  isLinked: boolean;
}

const isProxy = (form: string): boolean => /^(?:DEF|PRE)[A-Z]*\s?14[AC]/i.test(form);
/** Of a document without items: more headings than these are no outline, fewer than two are none at all. */
const MOST_SECTIONS = 60;
const LEAST_SECTIONS = 2;

/**
 * Sections of a document whose form prescribes no items, by its own headings: proxy statements by what Schedule 14A has them tell, others
 * by their most prominent headings. Sections follow one another without a gap; empty where there is no outline to be seen.
 */
export function headingSections(raw: RawDocument, dataTables: Int32Array, form: string): ParsedSection[] {
  const headings = findHeadings(raw, dataTables);
  const sections = isProxy(form) ? proxySections(raw, headings) : [];
  return sections.length >= LEAST_SECTIONS ? sections : outline(raw, headings);
}

/** Lines that stand out as headings, not those of a table of contents. */
export function findHeadings(raw: RawDocument, dataTables: Int32Array): Heading[] {
  const targets = linkTargets(raw);
  const links = raw.links.map(({ start }) => start);
  const found: Heading[] = [];
  for (const [index, line] of raw.lines.entries()) {
    const length = line.end - line.start;
    if (length < 4 || length > 140 || line.isListItem || (line.table >= 0 && dataTables[line.table]! >= 0)) continue;
    const text = raw.text.slice(line.start, line.end).replace(/\s+/g, ' ').trim();
    const weight = weightOf(line, text);
    // A line that links elsewhere, or ends in a page's number, belongs to a table of contents.
    if (weight === 0 || /[,;]$|[.\s|]\s*\d{1,3}$/.test(text) || holdsLink(links, line)) continue;
    found.push({ start: line.start, end: line.end, text, weight, isLinked: targets.has(index) });
  }
  return found;
}

/** 0 for what is no heading. */
function weightOf(line: Line, text: string): number {
  const length = line.end - line.start;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const isCapitals = letters > 3 && text === text.toUpperCase();
  const isBold = line.bold * 2 > length || line.headingLevel > 0;
  if (letters < 3 || (!isBold && !isCapitals && line.underlined * 2 <= length)) return 0;
  if (/[.]$/.test(text) && text.length > 60) return 0;
  return (
    1 +
    Number(isBold) +
    Number(isCapitals) +
    Number(line.isCentred) +
    line.size / 10 +
    (line.headingLevel > 0 ? 4 - line.headingLevel / 2 : 0)
  );
}

function holdsLink(links: readonly number[], line: Line): boolean {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (links[middle]! < line.start) low = middle + 1;
    else high = middle;
  }
  return low < links.length && links[low]! < line.end;
}

/** Each topic at its most prominent heading; each proposal by its number. */
function proxySections(raw: RawDocument, headings: readonly Heading[]): ParsedSection[] {
  const best = new Map<string, { heading: Heading; title: string; count: number }>();
  for (const heading of headings) {
    const topic = proxyTopics.find(({ pattern }) => pattern.test(heading.text));
    if (!topic) continue;
    const number = topic.key === 'proxy.proposal' ? proposalNumber(heading.text) : undefined;
    const key = number === undefined ? topic.key : `${topic.key}${number}`;
    const known = best.get(key);
    const rank = ({ weight, isLinked }: Heading) => weight + (isLinked ? 3 : 0);
    if (!known) best.set(key, { heading, title: heading.text, count: 1 });
    else {
      known.count += 1;
      if (rank(heading) > rank(known.heading)) Object.assign(known, { heading, title: heading.text });
    }
  }
  const ordered = [...best].sort(([, a], [, b]) => a.heading.start - b.heading.start);
  return ordered.map(([key, { heading, title, count }], i) =>
    section(raw, key, title, heading, ordered[i + 1]?.[1].heading.start, {
      confidence: heading.isLinked ? 0.9 : count === 1 ? 0.8 : 0.65,
      reason: `found by its title${heading.isLinked ? ', linked from the table of contents' : ''}${count > 1 ? `, the most prominent of ${count}` : ''}`,
    }),
  );
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
function proposalNumber(text: string): number | undefined {
  const found = /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b/i.exec(text)?.[1]?.toLowerCase();
  return found === undefined ? undefined : Number(found) || NUMBERS.indexOf(found) + 1;
}

/** The headings of the greatest prominence of which there are enough, with all that are more prominent. */
function outline(raw: RawDocument, headings: readonly Heading[]): ParsedSection[] {
  const weights = [...new Set(headings.map(({ weight }) => weight))].sort((a, b) => b - a);
  let chosen: Heading[] = [];
  for (const least of weights) {
    const next = headings.filter(({ weight }) => weight >= least);
    if (next.length > MOST_SECTIONS) break;
    chosen = next;
    if (chosen.length >= 8) break;
  }
  if (chosen.length < LEAST_SECTIONS) return [];
  const taken = new Map<string, number>();
  return chosen.map((heading, i) => {
    const slug = `heading.${
      heading.text
        .toLowerCase()
        .replace(/[^a-z\d]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60) || 'untitled'
    }`;
    const times = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, times);
    return section(raw, times === 1 ? slug : `${slug}.${times}`, heading.text, heading, chosen[i + 1]?.start, {
      confidence: heading.isLinked ? 0.8 : 0.6,
      reason: 'found by the prominence of its heading; the form prescribes no items',
    });
  });
}

const section = (
  raw: RawDocument,
  key: string,
  title: string,
  { start }: Heading,
  next: number | undefined,
  how: Pick<ParsedSection, 'confidence' | 'reason'>,
): ParsedSection => ({
  key,
  title: title.slice(0, 200),
  status: 'FOUND',
  charStart: start,
  charEnd: next ?? raw.text.length,
  anchor: `o${start}`,
  ...how,
});
