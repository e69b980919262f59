import type { RawDocument } from '../raw.ts';
import type { ParsedSection } from '../types.ts';

interface NoteHeading {
  line: number;
  start: number;
  number: number;
  title: string;
  score: number;
}

const noteLine = /^(?:notes?\s+)?(?:no\.\s*)?(\d{1,2}|[A-Z])\s*(?:[.:)|–—―-]|\s(?=\())?\s*[|–—:.-]?\s*(?=\S)(.{3,160})$/i;
/** What Item 15 counts up (Form 10-K, Item 15(a): 1 statements, 2 schedules, 3 exhibits) are no notes. */
const listedInItem15 =
  /^(?:(?:all|the|following|consolidated)\s+)*financial statements?(?:,?\s+(?:and\s+)?schedules?)?(?![a-z]|\s+(?:presentation|details?|information))|^(?:exhibits?|schedules?)(?![a-z])/i;
const mostHeadings = 2000;
const LINES_A_BOLD_ONE = 100;

/**
 * The notes to the financial statements between two offsets: numbered headings that run upwards, the longest such run. Their keys are
 * `note.3`; lettered notes are numbered by their letter.
 */
export function findNotes(raw: RawDocument, dataTables: Int32Array, from: number, to: number, parentKey: string): ParsedSection[] {
  const headings: NoteHeading[] = [];
  // Pages that keep hardly any styles show headings by their brevity alone.
  const within = raw.lines.filter(({ start }) => start >= from && start < to);
  const isPlain = within.filter(({ bold }) => bold > 0).length * LINES_A_BOLD_ONE < within.length;
  for (let index = 0; index < raw.lines.length && headings.length < mostHeadings; index++) {
    const line = raw.lines[index]!;
    if (line.start < from) continue;
    if (line.start >= to) break;
    const length = line.end - line.start;
    const text = raw.text.slice(line.start, Math.min(line.end, line.start + 190));
    // Without styles a heading over a table is often read as its first row.
    const isOverTable = isPlain && raw.lines[index - 1]?.table !== line.table && !text.includes(' | ');
    if (line.table >= 0 && dataTables[line.table]! >= 0 && !isOverTable) continue;
    const found = noteLine.exec(length > 190 ? text.slice(0, 150) : text);
    if (!found) continue;
    const hasWord = /^note/i.test(text);
    const isLetter = /[a-z]/i.test(found[1]!);
    if (isLetter && (!hasWord || found[1] !== found[1]!.toUpperCase())) continue;
    const number = isLetter ? found[1]!.charCodeAt(0) - 64 : Number(found[1]);
    if (number < 1 || number > 40) continue;
    const title = found[2]!.replace(/^[\s.:|–—―-]+/, '').trim();
    const letters = title.replace(/[^A-Za-z]/g, '');
    if (letters.length < 3 || /^[a-z]/.test(title) || (!hasWord && listedInItem15.test(title))) continue;
    const isBold = line.bold * 2 > Math.min(length, 120) || line.headingLevel > 0;
    const capitals = /^[A-Z][A-Z ,&'’()/–—-]{9,}(?![a-z])/.exec(title)?.[0].replace(/\s[A-Z]?$/, '') ?? '';
    const isCaps = letters === letters.toUpperCase() || capitals.length > 9;
    const isBrief = length <= 110 && !/[.;,]$/.test(title) && /^[A-Z]/.test(title);
    let score = (hasWord ? 2 : 0) + (isBold ? 2 : 0) + (isCaps ? 1.5 : 0) + (line.underlined * 2 > length ? 1 : 0);
    if (isPlain) score += isBrief ? 1.5 : /^[A-Z]/.test(title) && !hasWord ? 0.5 : 0;
    if (length > 150) score -= isBold || line.bold > 10 ? 1 : isCaps || isPlain ? 0.3 : hasWord ? 0.8 : 3;
    if (/^(?:to|of|in|and|or)\s/i.test(title)) score -= 2;
    if (/\bcont(?:inued|'d)/i.test(text)) score -= 3;
    if (/[.;]$/.test(title) && title.split(' ').length > 8) score -= 2;
    if (/\|\s*(?:F-)?\d{1,3}$/.test(text)) score -= 4;
    const least = isPlain ? 0.1 : 1.1;
    if (score < least) continue;
    headings.push({
      line: index,
      start: line.start,
      number,
      title: shorten(capitals.length > 9 && length > 150 ? capitals : title),
      score,
    });
  }
  const run = longestRun(headings);
  if (run.length < 3) return [];
  return run.map((heading, index) => {
    const next = run[index + 1];
    const isFollowed = !next || next.number === heading.number + 1;
    return {
      key: `note.${heading.number}`,
      title: heading.title,
      status: 'FOUND',
      confidence: Math.min(0.98, 0.6 + heading.score * 0.07 - (isFollowed ? 0 : 0.1)),
      charStart: heading.start,
      charEnd: next ? next.start : to,
      anchor: `o${heading.start}`,
      parentKey,
      ...(!isFollowed && next && { reason: `note ${heading.number + 1} was not found between this note and note ${next.number}` }),
    };
  });
}

/** The run of rising numbers with the best sum of scores; steps of one are worth most. */
function longestRun(headings: NoteHeading[]): NoteHeading[] {
  const best = new Float64Array(headings.length);
  const from = new Int32Array(headings.length).fill(-1);
  const lastOf = new Map<number, number>();
  headings.forEach((heading, i) => {
    best[i] = heading.score + (heading.number === 1 ? 2 : 0);
    for (let step = 1; step <= 3; step++) {
      const previous = lastOf.get(heading.number - step);
      if (previous === undefined) continue;
      const total = best[previous]! + heading.score - (step - 1) * 1.5 + 0.5;
      if (total > best[i]!) {
        best[i] = total;
        from[i] = previous;
      }
    }
    const known = lastOf.get(heading.number);
    if (known === undefined || best[i]! > best[known]!) lastOf.set(heading.number, i);
  });
  let at = -1;
  for (let i = 0; i < best.length; i++) if (at < 0 || best[i]! > best[at]!) at = i;
  const run: NoteHeading[] = [];
  for (; at >= 0; at = from[at]!) run.unshift(headings[at]!);
  return run;
}

function shorten(title: string): string {
  const cut = title.length > 110 ? title.slice(0, 110).replace(/\s+\S*$/, '') : title;
  return cut.replace(/[\s.:|–—-]+$/, '');
}
