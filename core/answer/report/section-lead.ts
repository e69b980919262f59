import { tokenize } from '../../search/tokenize.ts';
import type { CoveredFiling } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { splitSentences } from '../writer/sentences.ts';
import { cite } from './cite.ts';

export interface SectionTopic {
  /** One of these must be asked for, by its stem. */
  about: ReadonlySet<string>;
  /** Words that may stand beside, which ask for nothing else. */
  beside: ReadonlySet<string>;
  /** Keys of the sections that tell, those of an annual report first. */
  keys: readonly string[];
}

const stems = (words: string) => new Set(tokenize(words));

/** Questions that a whole item of the form answers. Source: Forms 10-K and 10-Q. */
const TOPICS: readonly SectionTopic[] = [
  {
    about: stems('legal litigation lawsuit'),
    beside: stems('proceedings matters cases pending disclosed involved party against face'),
    keys: ['part1.item3', 'part2.item1'],
  },
  { about: stems('properties facilities'), beside: stems('owned leased own lease operate located'), keys: ['part1.item2'] },
  {
    about: stems('cybersecurity'),
    beside: stems('policy policies program process risk management governance manage oversee'),
    keys: ['part1.item1c'],
  },
  {
    about: stems('weakness weaknesses controls'),
    beside: stems('material internal procedures disclosure effective effectiveness financial reporting find found conclude'),
    keys: ['part2.item9a', 'part1.item4'],
  },
  { about: stems('business'), beside: stems('model overview description do operate engage'), keys: ['part1.item1'] },
];
/** "Which major products and services does it sell", "what industry is it in". */
const OFFERS = /^\W*(?:what|which|list|name)\b[^?]*\b(?:products?|services|offerings|brands|industr(?:y|ies)|sectors?)\b/i;
const OFFER_WORDS = stems(
  'product products service services offering offerings brand brands industry industries sector sell sells sold offer offers provide provides make makes operate operates business belong work',
);
const BUSINESS = TOPICS.at(-1)!;
const DOES =
  /\bwhat (?:does|do)\b[^?]*\bdo\W*$|\bmakes? (?:its |their )?money\b|\bwhat (?:kind of|type of) (?:company|business)\b|\b(?:describe|summari[sz]e|explain|overview of)\b[^?]*\bbusiness\W*$|\bbusiness (?:model|overview|description)\W*$/i;

/** `terms`: stems of what the question asks for. */
export function sectionTopic(question: string, terms: readonly string[]): SectionTopic | undefined {
  if (WANTS_NUMBER.test(question)) return undefined;
  if (DOES.test(question.trim())) return BUSINESS;
  if (OFFERS.test(question) && terms.every((term) => OFFER_WORDS.has(term))) return BUSINESS;
  return TOPICS.find(
    ({ about, beside }) => terms.some((term) => about.has(term)) && terms.every((term) => about.has(term) || beside.has(term)),
  );
}

const WANTS_NUMBER = /\bhow (?:much|many|large|high)\b|\b(?:amount|value|number|total|percent(?:age)?|cost|rate)\b/i;

const MOST = 4;
const POINTER = /^(?:see|refer to|for (?:a|further|additional|more) )\b|incorporated (?:herein )?by reference|forward-looking statements/i;

/** The first sentences of the item, running heads and pointers left out. */
export async function sectionLead(deps: GraphDeps, filing: CoveredFiling, { keys }: SectionTopic): Promise<AnswerSentenceBody[]> {
  const { accessionNumber } = filing;
  const key = keys.find((each) => filing.sections.some((section) => section.key === each && section.status === 'FOUND'));
  const section =
    key &&
    (await deps.prisma.section.findFirst({
      where: { accessionNumber, key },
      select: { documentName: true, charStart: true, charEnd: true },
    }));
  if (!section) return [];
  const text = await deps.texts.get(accessionNumber, section.documentName);
  return splitSentences(text.slice(section.charStart, section.charEnd), section.charStart)
    .filter(
      (span) =>
        !span.isRow &&
        /^[\p{Lu}“"].*[.!]["”)]?$/u.test(span.text) &&
        span.text.length >= 40 &&
        span.text.length <= 700 &&
        !/^item\s+\d/i.test(span.text) &&
        !POINTER.test(span.text),
    )
    .slice(0, MOST)
    .map(({ charStart, charEnd }) => cite(accessionNumber, section.documentName, text, charStart, charEnd));
}
