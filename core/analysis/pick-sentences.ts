import type { ParsedDocument, ParsedFiling, Span } from '../filing/document/types.ts';
import { overlap, scoreSentence, type Topic } from './score-sentence.ts';
import { sentencesIn } from './sentences.ts';

/** A sentence of the filing that could stand in its summary. */
export interface Candidate extends Span {
  documentName: string;
  text: string;
  topic: Topic;
  score: number;
}

/** Where each topic is told, by section key; what a section tells first counts more. */
const SOURCES: readonly { topic: Topic; keys: RegExp; want: number; limit: number }[] = [
  { topic: 'BUSINESS', keys: /^(?:part1\.)?item(?:1|4)$/, want: 2, limit: 20_000 },
  { topic: 'RESULTS', keys: /^(?:part2\.item7|part1\.item2|(?:part1\.)?item5)$/, want: 3, limit: 60_000 },
  { topic: 'RISKS', keys: /^(?:part1\.item1a|part2\.item1a|(?:part1\.)?item3)$/, want: 1, limit: 60_000 },
  { topic: 'OUTLOOK', keys: /^(?:part2\.item7|part1\.item2|(?:part1\.)?item5)$/, want: 1, limit: 120_000 },
  { topic: 'EVENT', keys: /^item\d\.\d\d$/, want: 3, limit: 6_000 },
];

/** Topics of forms whose item numbers mean other things. */
const isQuarterly = (form: string): boolean => form.startsWith('10-Q');

/** Candidates of every topic, the best first within each. */
export function summaryCandidates(filing: ParsedFiling): Candidate[] {
  const found: Candidate[] = [];
  for (const source of SOURCES) {
    if (isQuarterly(filing.form) && source.topic === 'BUSINESS') continue;
    for (const document of filing.documents) {
      for (const section of document.sections) {
        if (
          section.parentKey !== undefined ||
          !source.keys.test(section.key) ||
          (source.topic === 'RISKS' && /\bitem3$/.test(section.key) && !filing.form.startsWith('20-F'))
        )
          continue;
        const span = { charStart: section.charStart, charEnd: Math.min(section.charEnd, section.charStart + source.limit) };
        found.push(...score(document, span, source.topic));
      }
    }
  }
  if (!found.some(({ topic }) => topic === 'RESULTS')) found.push(...fromExhibits(filing));
  if (found.length === 0) found.push(...fromWholeText(filing));
  return found.sort((a, b) => b.score - a.score);
}

/** Press releases, annual reports in an exhibit, reports of foreign issuers. */
function fromExhibits(filing: ParsedFiling): Candidate[] {
  const exhibits = filing.documents.filter(({ type }) => /^EX-(?:99|13)/.test(type));
  return exhibits.flatMap((document) => {
    const span = { charStart: 0, charEnd: Math.min(document.text.length, 40_000) };
    return [...score(document, span, 'RESULTS'), ...score(document, span, 'OUTLOOK')];
  });
}

const fromWholeText = (filing: ParsedFiling): Candidate[] =>
  filing.documents
    .slice(0, 1)
    .flatMap((document) => score(document, { charStart: 0, charEnd: Math.min(document.text.length, 80_000) }, 'EVENT'));

function score(document: ParsedDocument, span: Span, topic: Topic): Candidate[] {
  const candidates: Candidate[] = [];
  const length = Math.max(1, span.charEnd - span.charStart);
  for (const sentence of sentencesIn(document.text, span)) {
    const text = document.text.slice(sentence.charStart, sentence.charEnd);
    const own = scoreSentence(text, topic);
    if (own <= 2) continue;
    const early = 1 - (sentence.charStart - span.charStart) / length;
    candidates.push({ ...sentence, documentName: document.name, text, topic, score: own + early * (topic === 'BUSINESS' ? 3 : 1.5) });
  }
  return candidates;
}

/** The summary by extraction: the best of each topic, none that repeats another, in the order of the topics. */
export function pickSummary(candidates: readonly Candidate[]): Candidate[] {
  const picked: Candidate[] = [];
  for (const { topic, want } of SOURCES) {
    let count = 0;
    for (const candidate of candidates) {
      if (count >= want) break;
      if (candidate.topic !== topic || picked.some((other) => overlap(other.text, candidate.text) > 0.6)) continue;
      picked.push(candidate);
      count++;
    }
  }
  return picked;
}
