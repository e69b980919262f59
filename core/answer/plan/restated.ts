import { REGIONS } from '../figure/regions.ts';

/** "Was it profitable", "did it lose money", and nothing else. */
const PROFIT = `profitable|(?:make|made|making|earn(?:ed)?) money|(?:make|made|turn(?:ed)?|post(?:ed)?|report(?:ed)?|earn(?:ed)?) an? (?:net )?profit|in the black`;
const NO_PROFIT = `unprofitable|los(?:e|t|ing) money|(?:make|made|post(?:ed)?|report(?:ed)?|incur(?:red)?) an? (?:net )?loss|in the red`;
const PROFITABLE = new RegExp(
  String.raw`^\W*(?:was|were|is|are|did|does|do|has|have)\s+(?:it\s+|they\s+|the company\s+)?(?:been\s+|become\s+|be\s+)?` +
    `(?:(?<profit>${PROFIT})|(?<loss>${NO_PROFIT}))` +
    String.raw`(?<each>\W*(?:in |for )?(?:each|every|both)(?: of)?(?: the)?(?: fiscal)?(?: years?)?)?` +
    String.raw`\W*(?:in|for|during|over|at|as of|from|between|on an? annual basis)?\W*(?:to|and|through|or)?\W*$`,
  'i',
);

const PROFITABLE_RANKS: Readonly<Record<string, string>> = {
  more: 'higher net profit margin',
  most: 'highest net profit margin',
  less: 'lower net profit margin',
  least: 'lowest net profit margin',
};

/** Plain ways to ask for a line: "how many shares are outstanding", "how much did it lose". */
export function restated(core: string): string {
  const line = REGIONS.reduce((text, { written, initials }) => (written ? text.replace(written, initials) : text), core)
    .replace(/\bhow many\s+((?:common |ordinary )?shares)\b[^?]*?\boutstanding\b/i, 'how many $1 outstanding')
    .replace(/\baverage\s+(?=number of)/i, 'average ')
    .replace(
      /\b(?:its|the|their|overall|outstanding|how much) debt\b(?! (?:securit|instrument|covenant|issu|facilit|agreement|rating|matur|obligation|ratio|to\b))/i,
      (debt) => debt.replace(/debt$/i, 'total debt'),
    )
    .replace(
      /\bdebt (?:load|burden|levels?)\b|(?<!total |term )\bdebt(?= (?:on (?:the |its )?balance sheet|doubl|tripl|halv|increas|gr[eo]w|rose|ris|fell|fall|declin|decreas|chang|dropp))/gi,
      'total debt',
    )
    .replace(/\btotal debt\b([^?]*?)\bdue within (?:one|a|the|the next) year\b/i, 'current debt$1')
    .replace(/^(\W*(?:did|does|do|has|have)\b[^?]*?)\b(?:pay|paid)\s+((?:any |its )?(?:income )?tax(?:es)?)\b/i, '$1have income taxes paid')
    .replace(/\b(buy|buys|bought|buying)\s+back\b/gi, (_, verb: string) => (verb.toLowerCase() === 'bought' ? 'repurchased' : 'repurchase'))
    .replace(/\bRPO\b/g, 'remaining performance obligations')
    .replace(/\bhow much interest\b[^?]*?\b(?:pay|paid)\b/i, 'how much was the interest paid')
    .replace(/\b(spend|spent|spending|paid|pay) (on|for) advertising\b(?! \w*(?:cost|expense))/i, '$1 $2 advertising expenses')
    .replace(/\bdividends? (?:distributions?|payments?|payouts?)\b(?! ratio)/i, 'dividends paid')
    .replace(/\bcapital[- ]intensive(?: business| company)?\b/i, 'capital intensity')
    .replace(
      /\b(more|most|less|least) profitable\b(?! \w*(?:segment|product|business|division|region))/i,
      (_, rank: string) => PROFITABLE_RANKS[rank.toLowerCase()]!,
    )
    .replace(
      /\bhow much (?:cash |capital |money )?(?:did|has|have|does|was)\b[^?]*?\breturn(?:ed)?\s+to\s+(?:its |their |the )?(shareholders|stockholders|investors|shareowners)\b/i,
      'how much was the cash returned to shareholders',
    )
    .replace(
      /^(\W*which\b[^?]*?\b(?:segment|division|unit|business)\b)[^?]*?\b(lost|loses|made|makes|earned|earns)\s+(?:the\s+)?(?:(?:most|biggest|largest)(?:\s+(?:money|profit|loss))?|money\b)/i,
      (_, parts: string, verb: string) => `${parts} had the ${/^los/i.test(verb) ? 'lowest' : 'highest'} operating income`,
    )
    .replace(/\b(?:the )?management(?:'s)? (?=(?:say|said|discuss|think|believe|expect|describe|explain)\w*\b)/i, '');
  const profit = PROFITABLE.exec(line)?.groups;
  const each = profit?.each ? ' in each' : '';
  if (profit) return profit.loss ? `did it report a net loss${each}` : `was net income positive${each}`;
  if (/^\W*what (?:was|is|were) (?:the |its )?loss(?:es)?\W*(?:in|for|during)?\W*$/i.test(line)) return 'how much was the net loss';
  if (/^\W*how much (?:income )?tax(?:es)?\b[^?]*\b(?:pay|paid)\b|^\W*how much\b[^?]*\b(?:pay|paid) in (?:income )?tax/i.test(line))
    return 'how much were the income taxes paid';
  const ofPart =
    /^\W*[Hh]ow much(?: money| profit)?\s+(?:did|does|has|have|was|is)\s+(?:it\s+|they\s+|the company\s+)?(lose|lost|earn|earned|make|made)\s+(?:in|on|at|from|with|by)\s+((?:its\s+|the\s+)?.*(?:\b(?:segment|division|unit|business)\b|\b[A-Z]\w+).*)$/.exec(
      line,
    );
  if (ofPart) return `how much was the operating ${/^los/.test(ofPart[1]!) ? 'loss' : 'income'} of ${ofPart[2]}`;
  const earned =
    /^\W*how much(?: money| profit)?\s+(?:did|does|has|have|was|is)\s+(?:it\s+|they\s+|the company\s+)?(lose|lost|earn|earned|make|made)\W*(?:in|for|during|over|by|of)?\W*$/i.exec(
      line,
    )?.[1];
  if (!earned) return line;
  return /^los/i.test(earned) ? 'how much was the net loss' : 'how much was the net income';
}
