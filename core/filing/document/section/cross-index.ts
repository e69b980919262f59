import type { RawDocument } from '../raw.ts';
import type { ParsedSection } from '../types.ts';
import type { Candidate, Found, TocEntry } from './candidates.ts';
import { findHeadings, type Heading } from './heading-sections.ts';
import { type PageNumbers, readPageNumbers } from './page-numbers.ts';

/** Fewer items than these in an index are no index. */
const LEAST_ITEMS = 6;
/** How far behind the place of a link its heading may stand, in characters. */
const NEAR = 400;

interface Place {
  entry: TocEntry;
  /** Pages as the index prints them. */
  pages: string;
  /** Of its heading; 0 where the place has none. */
  weight: number;
  start: number;
  end: number;
  title: string;
  confidence: number;
  reason: string;
}

/**
 * A report that tells its story in an order of its own and says on one page where each item of the form is to be found ("Form 10-K
 * cross-reference index"): items by what the index names, its links and page numbers, and by their titles. An item inside of another nests
 * in it. Undefined where the headings carry the items' numbers.
 */
export function crossIndexed(
  raw: RawDocument,
  dataTables: Int32Array,
  { toc }: Found,
  chain: readonly Candidate[],
): ParsedSection[] | undefined {
  const targets = targetsByLine(raw);
  const entries = [...new Map(toc.map((entry) => [entry.spec.key, { ...entry, target: targets(entry.start) }])).values()].filter(
    ({ page, target }) => pagesOf(page) || target,
  );
  const numbered = chain.filter(({ isTitleOnly }) => !isTitleOnly).length;
  if (entries.length < LEAST_ITEMS || numbered * 3 >= entries.length) return undefined;
  const starts = toc.map(({ start }) => start).sort((a, b) => a - b);
  const index = { start: starts[0]!, end: starts.at(-1)! };
  const headings = findHeadings(raw, dataTables).filter(({ start }) => start < index.start || start > index.end);
  const pages = readPageNumbers(raw);
  const places = entries
    .flatMap((entry) => placeOf(entry, raw, headings, pages, index) ?? [])
    .sort((a, b) => a.start - b.start || b.end - a.end);
  if (places.length < 3) return undefined;
  return nested(places, headings, index.start, raw);
}

/** Where the links of the line at an offset lead. An index behind the text it names has links that lead back. */
function targetsByLine(raw: RawDocument): (start: number) => string | undefined {
  const links = raw.links.filter(({ target }) => raw.targets.has(target)).sort((a, b) => a.start - b.start);
  return (start) => {
    const line = raw.lines[lastBefore(raw.lines, start)];
    if (!line || start >= line.end) return undefined;
    const link = links[lastBefore(links, line.start - 1) + 1];
    return link && link.start < line.end ? link.target : undefined;
  };
}

/** Index of the last of some places in order that begins at an offset or before it; -1 for none. */
function lastBefore(places: readonly { start: number }[], offset: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** First and last page of the first range: "4-13, 45" is 4 to 13. */
function pagesOf(page: string | undefined): [number, number] | undefined {
  const found = /^(\d{1,3})(?:\s?[-–—]\s?(\d{1,3}))?/.exec(page ?? '');
  return found ? [Number(found[1]), Math.max(Number(found[1]), Number(found[2] ?? found[1]))] : undefined;
}

function placeOf(
  entry: TocEntry,
  raw: RawDocument,
  headings: readonly Heading[],
  pages: PageNumbers | undefined,
  index: { start: number; end: number },
): Place | undefined {
  const { spec, target } = entry;
  const range = pagesOf(entry.page);
  const from = range && pages?.startOf(range[0]);
  const to = (range && pages?.endOf(range[1])) ?? raw.text.length;
  const end = from === undefined ? raw.text.length : to;
  const isTitle = ({ text }: Heading) => spec.pattern.test(text) && text.search(spec.pattern) < 40;
  const offset = target === undefined ? undefined : raw.targets.get(target);
  const isOutside = offset !== undefined && (offset < index.start || offset > index.end);
  const linked = isOutside ? headings.find(({ start }) => start >= offset - 2 && start <= offset + NEAR) : undefined;
  const at = (heading: Heading, confidence: number, how: string): Place => ({
    entry,
    pages: String(range),
    weight: heading.weight,
    start: heading.start,
    end: Math.max(end, heading.end),
    title: heading.text,
    confidence,
    reason: `the cross-reference index ${how}`,
  });
  const page = range ? `page ${entry.page}` : 'it';
  if (linked && isTitle(linked)) return at(linked, 0.85, 'leads to its title');
  const onPages = from === undefined ? [] : headings.filter((heading) => heading.start >= from && heading.start < to && isTitle(heading));
  const titled = mostProminent(onPages);
  if (titled) return at(titled, 0.8, `names ${page}, and its title stands there`);
  if (linked) return at(linked, 0.65, `leads to "${linked.text.slice(0, 80)}"`);
  const anywhere = from === undefined ? mostProminent(headings.filter(isTitle)) : undefined;
  if (anywhere) return at(anywhere, 0.55, `names ${page}; found by its title`);
  const top =
    from === undefined ? undefined : headings.find((heading) => heading.start >= from && heading.start < Math.min(from + NEAR, to));
  if (top) return at(top, 0.55, `names ${page}, which begins with "${top.text.slice(0, 80)}"`);
  const start = from ?? (isOutside ? offset : undefined);
  return start === undefined
    ? undefined
    : {
        entry,
        pages: String(range),
        weight: 0,
        start,
        end: Math.max(end, start),
        title: spec.title,
        confidence: 0.4,
        reason: `the cross-reference index names ${page}, where no heading of it stands`,
      };
}

const mostProminent = (headings: readonly Heading[]): Heading | undefined =>
  headings.reduce<Heading | undefined>(
    (best, heading) => (best && best.weight + Number(best.isLinked) * 3 >= heading.weight + Number(heading.isLinked) * 3 ? best : heading),
    undefined,
  );

/** Places in order as sections: one inside of another nests in it, one that reaches into the next ends there. */
function nested(places: readonly Place[], headings: readonly Heading[], indexStart: number, raw: RawDocument): ParsedSection[] {
  const sections: ParsedSection[] = [];
  const open: { section: ParsedSection; pages: string }[] = [];
  const lastStart = places.at(-1)!.start;
  for (const [i, place] of places.entries()) {
    const { spec } = place.entry;
    while (open.length > 0 && open.at(-1)!.section.charEnd <= place.start) open.pop();
    const isKnown = place.end < raw.text.length;
    // Without page numbers an item lasts until the next one, the last one until the index, when it stands behind.
    const next =
      places.slice(i + 1).find(({ start }) => start > place.start)?.start ?? (indexStart > lastStart ? indexStart : raw.text.length);
    const shared = places.findIndex(({ start }) => start === place.start);
    let charEnd = isKnown ? place.end : next;
    let parent = open.at(-1);
    if (shared < i) charEnd = place.start;
    else if (parent && (charEnd > parent.section.charEnd || parent.pages === place.pages)) {
      // Beside or beyond what is open, not inside: that ends here.
      for (const { section } of open) section.charEnd = Math.min(section.charEnd, place.start);
      open.length = 0;
      parent = undefined;
    } else if (parent)
      charEnd = Math.min(charEnd, headings.find(({ start, weight }) => start > place.start && weight >= place.weight)?.start ?? charEnd);
    const section: ParsedSection = {
      key: spec.key,
      title: place.title.slice(0, 200),
      status: place.confidence < 0.5 ? 'DOUBTFUL' : 'FOUND',
      confidence: place.confidence,
      reason: shared < i ? `under one heading with ${places[shared]!.entry.spec.key}; ${place.reason}` : place.reason,
      charStart: place.start,
      charEnd,
      anchor: `o${place.start}`,
      ...(parent && shared === i && { parentKey: parent.section.key }),
    };
    sections.push(section);
    if (charEnd > place.start) open.push({ section, pages: place.pages });
  }
  return sections;
}
