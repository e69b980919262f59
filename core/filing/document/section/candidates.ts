import type { RawDocument } from '../raw.ts';
import type { ItemSpec } from './forms.ts';
import { itemsNamed } from './item-numbers.ts';

/** A line that may be the heading of an item. */
export interface Candidate {
  line: number;
  start: number;
  /** Where the heading's own text ends. */
  end: number;
  spec: ItemSpec;
  /** Position of the item in its form. */
  order: number;
  score: number;
  isToc: boolean;
  /** Only the title stands there, without the word Item. */
  isTitleOnly: boolean;
  evidence: string[];
  /** Items that share this heading: `Items 1 and 2`. */
  alsoCovers: ItemSpec[];
}

export interface Part {
  line: number;
  start: number;
  part: number;
}

export interface Found {
  candidates: Candidate[];
  parts: Part[];
  toc: TocEntry[];
}

export interface TocEntry {
  spec: ItemSpec;
  /** Page as printed in the table of contents. */
  page?: string;
  target?: string;
  start: number;
}

const roman: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };
const partLine = /^part\s+(iv|i{1,3}|[1-4])\b(?!\s*,?\s*items?\b)/i;
const itemLine =
  /^(?:part\s+(iv|i{1,3}|[1-4])\b[\s,.:|–—-]*)?[[(]?i\s?t\s?e\s?m\s?(s?)\s*[|#:]?\s*(\d{1,2}(?:\.\d{2})?)\s*[.,]?\s?\(?([a-k](?![a-z]))?\)?\s*(?:(?:and|&|through|,|-|to|\/)\s*(?:items?\s*)?(\d{1,2}(?:\.\d{2})?)\s*\.?\s?([a-k](?![a-z]))?)?/i;
/** "Items 10, 11, 12, 13 and 14", "Item 1 and Item 2", "Items 10 through 14" */
const LISTED =
  /^(?:part\s+(?:iv|i{1,3}|[1-4])\b[\s,.:|–—-]*)?[[(]?items?\s*[|#:]?\s*\d{1,2}(?:\.\d{2})?\s?\(?[a-k]?\)?(?![a-z])(?:\s*(?:,\s*and|,|and|&|through|to|-|–|\/)\s*(?:items?\s*)?\d{1,2}(?:\.\d{2})?\.?\s?[a-k]?(?![a-z\d]))+/i;
const trailingPage =
  /(?:\s\|\s*|\.{2,}\s*|\s)(?:page\s*)?((?:[A-Z]-)?\d{1,3}(?:\s?[-–—,&]\s?(?:[A-Z]-)?\d{1,3})*|n\/?a|\*|[—–-]|not applicable)\s*$/i;
const mostCandidates = 3000;

/** "7a" → "7A", "2.02" as it is. */
const keyOf = (number: string, letter = ''): string => `${number.includes('.') ? number : String(Number(number))}${letter.toUpperCase()}`;

/** Collects every line that reads like the heading of one of the items, in text order, with the table of contents told apart. */
export function findCandidates(raw: RawDocument, dataTables: Int32Array, specs: ItemSpec[]): Found {
  const byItem = new Map<string, { spec: ItemSpec; order: number }[]>();
  specs.forEach((spec, order) => {
    const list = byItem.get(spec.item) ?? [];
    list.push({ spec, order });
    byItem.set(spec.item, list);
  });
  const targets = linkTargets(raw);
  const candidates: Candidate[] = [];
  const parts: Part[] = [];
  const toc: TocEntry[] = [];
  let part = 0;
  for (let index = 0; index < raw.lines.length && candidates.length < mostCandidates; index++) {
    const line = raw.lines[index]!;
    if (line.end - line.start > 300 && line.table < 0) inline(raw, index, byItem, candidates, parts);
    const first = raw.text.charCodeAt(line.start) | 32;
    // i(tem), p(art), or a bracket before it.
    if (first !== 105 && first !== 112 && first !== 123 && first !== 40) continue;
    const text = raw.text.slice(line.start, Math.min(line.end, line.start + 260));
    const partFound = partLine.exec(text);
    const isInData = line.table >= 0 && dataTables[line.table]! >= 0;
    if (partFound && line.end - line.start < 120) {
      part = roman[partFound[1]!.toLowerCase()]!;
      parts.push({ line: index, start: line.start, part });
      const inner = /\bitems?\s+\d/i.exec(text);
      if (!inner) continue;
    }
    const found = itemLine.exec(text);
    if (!found) continue;
    const number = found[3]!;
    const item = keyOf(number, found[4]);
    const choices = byItem.get(item);
    if (!choices) continue;
    const explicitPart = found[1] ? roman[found[1].toLowerCase()]! : part;
    const list = LISTED.exec(text)?.[0];
    const others = list ? [...itemsNamed(list)].flatMap((each) => byItem.get(each)?.[0]?.spec ?? []) : [];
    const headLength = Math.max(found[0].length, list?.length ?? 0);
    const rest = text.slice(headLength).replace(/^[\s.:|–—\-)\]]+/, '');
    const next = raw.lines[index + 1];
    const following = rest.length > 3 || !next ? rest : raw.text.slice(next.start, Math.min(next.end, next.start + 200));
    const page = rest === '' && others.length > 1 ? null : trailingPage.exec(text.length < 250 ? text : '');
    const link = raw.links.length > 0 ? linkAt(raw, line.start, line.end) : undefined;
    for (const { spec, order } of choices) {
      const evidence: string[] = [];
      let score = 0;
      if (spec.pattern.test(following.slice(0, 160))) {
        score += 3;
        evidence.push('title');
      } else if (rest.length < 4 && !following) score += 0.5;
      else if (others.length > 2 && rest.length < 4) {
        score += 2;
        evidence.push('several items');
      } else if (/^\(?(?:reserved|removed|not applicable|none|omitted|\[)/i.test(rest)) score += 1.5;
      else score -= 1;
      if (choices.length > 1) score += explicitPart === 0 ? 0 : explicitPart === spec.part ? 1.5 : -1.5;
      const length = line.end - line.start;
      const letters = text.replace(/[^A-Za-z]/g, '');
      const isCaps = letters.length > 8 && letters === letters.toUpperCase();
      if (line.bold * 2 > Math.min(length, 200) || line.headingLevel > 0 || line.underlined * 2 > length) {
        score += 1.5;
        evidence.push('emphasis');
      } else if (isCaps) {
        score += 1.2;
        evidence.push('capitals');
      }
      if (length > 250) {
        const isTitleFirst = rest.search(spec.pattern) >= 0 && rest.search(spec.pattern) < 40;
        score -= line.bold > 8 ? 0.5 : isTitleFirst ? 1 : 2.5;
      }
      if (/^[a-z]/.test(text)) score -= 2;
      if (/\(?\bcont(?:inued|'d|\.)/i.test(text)) score -= 4;
      if (/[,;]\s*$|\b(?:of|in|and|the|see|under|to)\s*$/.test(text) && length < 200) score -= 1;
      if (
        /^["“”,]/.test(text.slice(headLength).trimStart()) ||
        /^\W{0,3}(?:of|in|to|above|below|herein|and|or|is|are|which|has|have|may|was|were|for)\s+[a-z]/.test(text.slice(headLength))
      )
        score -= 3;
      // "None. 63": an answer, and the number of the page it stands on.
      const isAnswered = /\b(?:none|not applicable)\.\s*\d{1,3}\s*$/i.test(text);
      const isToc =
        link !== undefined || (isInData && page !== null) || (page !== null && !isAnswered && !/\b(?:19|20)\d\d\s*$/.test(text));
      if (targets.has(index)) {
        score += 2.5;
        evidence.push('linked from the table of contents');
      }
      if (isToc) {
        score -= 5;
        if (score > -4) toc.push({ spec, start: line.start, page: page?.[1], target: link });
      } else if (isInData) score -= evidence.includes('title') && !text.includes(' | ') ? 1 : 3;
      candidates.push({
        line: index,
        start: line.start,
        end: line.end,
        spec,
        order,
        score,
        isToc,
        isTitleOnly: false,
        evidence,
        alsoCovers: others.filter((other) => other !== spec),
      });
    }
  }
  markDenseRuns(candidates, raw.text.length);
  return { candidates, parts, toc };
}

const inlineItem = /(?:\bPART\s+(IV|I{1,3})\b[\s.,–—-]*)?\bI(?:tem|TEM)\s+(\d{1,2})\s?([A-C])?\s*[.:–—-]\s+(?=[A-Z[(])/g;

/** Headings inside a long line: pages whose paragraphs were run together keep them only as words between sentences. */
function inline(
  raw: RawDocument,
  index: number,
  byItem: ReadonlyMap<string, { spec: ItemSpec; order: number }[]>,
  candidates: Candidate[],
  parts: Part[],
): void {
  const line = raw.lines[index]!;
  const text = raw.text.slice(line.start, line.end);
  inlineItem.lastIndex = 1;
  for (let found = inlineItem.exec(text); found; found = inlineItem.exec(text)) {
    const before = text.slice(Math.max(0, found.index - 24), found.index);
    if (/["“‘(]\s*$|\b(?:in|see|under|to|of|with|and|this|our|the|or|both|also|from|by|part [iv]+,?)\s*$|,\s*$/i.test(before)) continue;
    const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 120);
    const start = line.start + found.index;
    if (found[1]) parts.push({ line: index, start, part: roman[found[1].toLowerCase()]! });
    for (const { spec, order } of byItem.get(`${Number(found[2])}${found[3] ?? ''}`) ?? []) {
      const at = rest.search(spec.pattern);
      if (at < 0 || at > 45) continue;
      const end = Math.min(line.end, start + found[0].length + at + 60);
      candidates.push({
        line: index,
        start,
        end,
        spec,
        order,
        score: 1.6,
        isToc: false,
        isTitleOnly: false,
        evidence: ['title', 'inside a paragraph'],
        alsoCovers: [],
      });
    }
  }
}

/** Index of the first line at or behind each place that a link of the document points to. */
export function linkTargets(raw: RawDocument): Set<number> {
  const offsets: number[] = [];
  for (const link of raw.links) {
    const offset = raw.targets.get(link.target);
    if (offset !== undefined) offsets.push(offset);
  }
  offsets.sort((a, b) => a - b);
  const lines = new Set<number>();
  let line = 0;
  for (const offset of offsets) {
    while (line < raw.lines.length && raw.lines[line]!.end <= offset) line++;
    for (let ahead = 0; ahead < 3; ahead++) lines.add(line + ahead);
  }
  return lines;
}

function linkAt(raw: RawDocument, start: number, end: number): string | undefined {
  let low = 0;
  let high = raw.links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (raw.links[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const link = raw.links[low];
  return link && link.start < end && /^#?./.test(link.target) && !isBackLink(raw, link.target, start) ? link.target : undefined;
}

/** Headings often link back to the table of contents: such a link is no sign of being in it. */
function isBackLink(raw: RawDocument, target: string, at: number): boolean {
  const offset = raw.targets.get(target);
  return offset === undefined || offset < at;
}

/** Headings that follow one another with nothing between, early in the document, are a table of contents without page numbers. */
function markDenseRuns(candidates: Candidate[], length: number): void {
  const distinct = candidates.filter((candidate, index) => index === 0 || candidate.line !== candidates[index - 1]!.line);
  for (let i = 0; i + 4 < distinct.length; i++) {
    const first = distinct[i]!;
    if (first.start > length * 0.25) break;
    const last = distinct[i + 4]!;
    if (last.start - first.start > 5 * 130) continue;
    if (distinct.slice(i, i + 4).some((each, at) => each.order >= distinct[i + at + 1]!.order)) continue;
    for (const candidate of candidates) {
      if (candidate.start >= first.start && candidate.start <= last.start && !candidate.isToc) {
        candidate.isToc = true;
        candidate.score -= 4;
      }
    }
  }
}
