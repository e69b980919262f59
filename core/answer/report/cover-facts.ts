import { inScope } from '../figure/fact-figures.ts';
import { listed, possessive } from '../figure/wording.ts';
import { scopeOf } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import type { GraphState } from '../graph/state.ts';
import type { AnswerCitation, AnswerSentenceBody } from '../types.ts';

interface CoverTopic {
  asked: RegExp;
  /** dei concepts: the first must be there, the others go with it. */
  concepts: readonly [string, ...string[]];
  /** Several values of one concept, as of classes of shares, come in the cover's order. */
  say(company: string, values: (concept: string) => string[]): string;
}

/** What the cover page of a filing says of the filer. Source: the SEC's dei taxonomy. */
const TOPICS: readonly CoverTopic[] = [
  {
    asked:
      /^\W*who\b[^?]*\b(?:audits?(?! committee)|audited|auditors?)\b|\b(?:which|what)\s+(?:(?:audit|auditing|accounting)\s+)?firm\b[^?]*\baudit|\b(?:name of|(?:what|who)(?:'s| is| was| are| were))\b[^?]*\b(?:auditors?|audit firm)\W*$/i,
    concepts: ['AuditorName', 'AuditorLocation'],
    say: (company, values) =>
      `${possessive(company)} auditor is ${listed(values('AuditorName'))}${values('AuditorLocation')[0] ? `, ${values('AuditorLocation')[0]}` : ''}.`,
  },
  {
    asked:
      /\b(?:address|principal executive offices?)\W*$|\bwhere (?:is|are)\b[^?]*\b(?:headquartered|headquarters|head office|based)\W*$|\b(?:mailing|headquarters|head office|business) address\b|\baddress of (?:its|the|their) (?:headquarters|head office|principal)\b/i,
    concepts: [
      'EntityAddressAddressLine1',
      'EntityAddressAddressLine2',
      'EntityAddressCityOrTown',
      'EntityAddressStateOrProvince',
      'EntityAddressPostalZipCode',
    ],
    say: (company, values) =>
      `The address of ${possessive(company)} principal executive offices is ${['EntityAddressAddressLine1', 'EntityAddressAddressLine2', 'EntityAddressCityOrTown', 'EntityAddressStateOrProvince', 'EntityAddressPostalZipCode'].flatMap((concept) => values(concept)[0] ?? []).join(', ')}.`,
  },
  {
    asked:
      /^(?!.*\b(?:foreign exchange|exchange (?:rates?|offers?|act)))[^?]*(?:\bstock exchanges?\b|\bexchanges?\b[^?]*\b(?:listed|list|traded|trade)\b|\bwhere\b[^?]*\b(?:listed|traded)\b)/i,
    concepts: ['SecurityExchangeName', 'TradingSymbol'],
    say: (company, values) =>
      `${possessive(company)} securities are registered on ${listed(values('SecurityExchangeName'))}${values('TradingSymbol')[0] ? ` under ${listed(values('TradingSymbol'))}` : ''}.`,
  },
  {
    asked: /\b(?:ticker|trading symbol|stock symbol)\b/i,
    concepts: ['TradingSymbol'],
    say: (company, values) => `${possessive(company)} trading symbol is ${listed(values('TradingSymbol'))}.`,
  },
  {
    asked:
      /^(?!.*\bby reference\b)[^?]*\b(?:where|(?:which|what) (?:state|country|jurisdiction)|(?:state|country|jurisdiction) of)\b[^?]*\bincorporat(?:ed|ion)\b/i,
    concepts: ['EntityIncorporationStateCountryCode'],
    say: (company, values) => `${company} is incorporated in ${values('EntityIncorporationStateCountryCode')[0]}.`,
  },
  {
    asked: /\bcommission file (?:number|no)\b|\bsec file (?:number|no)\b/i,
    concepts: ['EntityFileNumber'],
    say: (company, values) => `${possessive(company)} commission file number is ${values('EntityFileNumber')[0]}.`,
  },
  {
    asked: /\b(?:employer identification|tax id(?:entification)?|EIN)\b/,
    concepts: ['EntityTaxIdentificationNumber'],
    say: (company, values) => `${possessive(company)} employer identification number is ${values('EntityTaxIdentificationNumber')[0]}.`,
  },
];

export const coverTopic = (question: string): CoverTopic | undefined => TOPICS.find(({ asked }) => asked.test(question.trim()));

/** What the newest cover page that says it says of the filer, for questions about nothing else. */
export async function coverFacts(deps: GraphDeps, state: GraphState): Promise<AnswerSentenceBody[] | undefined> {
  const [company, ...others] = state.interpretation!.companies;
  const topic = coverTopic(state.input.question);
  if (!topic || !company || others.length > 0) return undefined;
  const rows = await deps.prisma.fact.findMany({
    where: {
      ...inScope(company.cik, scopeOf(state.input)),
      concept: { in: topic.concepts.map((name) => `dei:${name}`) },
      charStart: { not: null },
      isNil: false,
    },
    orderBy: [{ filing: { filedAt: 'desc' } }, { accessionNumber: 'desc' }, { ordinal: 'asc' }],
    select: { accessionNumber: true, concept: true, documentName: true, charStart: true, charEnd: true },
    take: 200,
  });
  const newest = rows.find(({ concept }) => concept === `dei:${topic.concepts[0]}`)?.accessionNumber;
  if (newest === undefined) return undefined;
  const own = rows.filter(({ accessionNumber }) => accessionNumber === newest);
  const text = await deps.texts.get(newest, own[0]!.documentName!);
  const citations = own.map(
    ({ documentName, charStart, charEnd }): AnswerCitation => ({
      accessionNumber: newest,
      documentName: documentName!,
      quote: text.slice(charStart!, charEnd!),
      charStart: charStart!,
      charEnd: charEnd!,
    }),
  );
  const values = (concept: string) => [
    ...new Set(
      citations
        .filter((_, i) => own[i]!.concept === `dei:${concept}`)
        .map(({ quote }) =>
          quote
            .replace(/\s+/g, ' ')
            .replace(/[\s,]+$/, '')
            .trim(),
        ),
    ),
  ];
  const once = citations.filter(({ charStart }, i) => citations.findIndex((each) => each.charStart === charStart) === i);
  return [{ text: topic.say(company.name, values), citations: once }];
}
