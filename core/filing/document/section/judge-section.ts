import type { RawDocument } from '../raw.ts';
import type { ParsedSection } from '../types.ts';
import type { Candidate } from './candidates.ts';
import { itemsNamed } from './item-numbers.ts';

const reference =
  /\bincorporat(?:ed?|es)\b[^.]{0,60}\bby\s+(?:this\s+)?reference|\b(?:is|are|can\s+be|may\s+be)\s+(?:set forth|contained|included|presented|provided|found|shown)\s+(?:in|on|under|beginning)\b|\b(?:see|refer to)\b|\breference\s+is\s+made\b|\b(?:appears?|begins?)\s+on\s+pages?\b/i;

const NEXT_PART = /\n\W*part\s+(?:ii|iii|iv)\b[^\n]{0,40}\n/i;
/** "Incorporated by Reference" heads a column of many an exhibit list. */
const LISTED_ELSEWHERE = /\b(?:is|are)\s+(?:hereby\s+|herein\s+)?incorporated\b/i;

/** Characters of an item before the sentence that refers elsewhere: with more it tells something of its own. */
const MOST_BEFORE_POINTER = 300;

/** Says when a section is only a pointer, or too short to be what it should be. */
export function judge(raw: RawDocument, section: ParsedSection, candidate: Candidate, form: string): void {
  const length = section.charEnd - section.charStart;
  // What stands under the heading of the next part is said of that part.
  const [body = ''] = raw.text.slice(candidate.start, Math.min(section.charEnd, candidate.start + 2500)).split(NEXT_PART);
  const least = candidate.spec.leastLength ?? 0;
  const pointer = reference.exec(body);
  const isPointer =
    pointer !== null &&
    (candidate.spec.title.includes('Exhibit')
      ? LISTED_ELSEWHERE.test(body)
      : /incorporat|reference is made/i.test(pointer[0]) ||
        /\bincorporat(?:ed?|es)\b[^.]{0,60}\bby\s+(?:this\s+)?reference/i.test(body) ||
        least > 0);
  if (isPointer && length < Math.max(1400, least)) {
    const said = sentenceAround(
      body,
      /incorporated/i.test(pointer[0]) ? pointer.index : Math.max(body.search(/incorporated/i), pointer.index),
    );
    const own = body.slice(candidate.end - candidate.start, body.indexOf(said)).trim();
    if (own.length > MOST_BEFORE_POINTER && least < length) section.reason = `tells itself, and refers: ${said}`;
    else {
      section.status = 'INCORPORATED_BY_REFERENCE';
      section.reason = said;
      return;
    }
  }
  if (
    least > 0 &&
    length < least &&
    !/\bnot\s+(?:required|applicable)|smaller\s+reporting|\bno\s+material\s+changes|\bnone\b/i.test(body)
  ) {
    section.status = 'DOUBTFUL';
    section.confidence = Math.min(section.confidence, 0.4);
    section.reason = `only ${length} characters, fewer than this item of a ${form} has`;
    return;
  }
  if (section.confidence < 0.5) {
    section.status = 'DOUBTFUL';
    section.reason = candidate.isTitleOnly
      ? 'found by its title alone, without an item number'
      : `the heading is weak: ${candidate.evidence.join(', ') || 'neither its usual title nor emphasis'}`;
  } else if (candidate.isTitleOnly) section.reason = `found by its title (${candidate.evidence.join(', ')}), without an item number`;
}

function sentenceAround(text: string, at: number): string {
  const before = Math.max(text.lastIndexOf('. ', at) + 2, text.lastIndexOf('\n', at) + 1, 0);
  const after = /\.(?:\s|$)|\n/.exec(text.slice(at));
  const end = after ? at + after.index + 1 : Math.min(text.length, at + 200);
  return text.slice(before, Math.min(end, before + 300)).trim();
}

const ITEMS = /\bitems\s+(\d{1,2}[a-c]?(?:\s*(?:,|and|through|to|-|–|&|,\s*and)\s*(?:items?\s+)?\d{1,2}[a-c]?)+)/i;
/** Bare headings one after another, the last of which says that "Items 10, 11, 12 and 13 are incorporated by reference". */
export function referTogether(raw: RawDocument, sections: readonly ParsedSection[], chain: readonly Candidate[]): void {
  for (const [index, { status, reason }] of sections.entries()) {
    const named = status === 'INCORPORATED_BY_REFERENCE' && ITEMS.exec(reason ?? '')?.[1];
    if (!named) continue;
    const items = itemsNamed(named);
    for (let i = index - 1; i >= 0; i--) {
      const section = sections[i]!;
      const isBare = raw.text.slice(chain[i]!.end, section.charEnd).trim() === '';
      if (!isBare || !items.has(/item(.+)$/.exec(section.key)?.[1]?.toUpperCase() ?? '')) break;
      Object.assign(section, { status, reason });
    }
  }
}
