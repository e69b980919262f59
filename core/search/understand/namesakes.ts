import { GENERIC_NAME_WORDS } from '../lexicon/company-nicknames.ts';
import type { CompanyIndex, CompanyMatch } from './company-index.ts';
import { nameTokens } from './name-tokens.ts';
import type { UnknownName } from './unknown-names.ts';

/** Up to three capitalised words straight behind a name that is not a possessive. */
const GOES_ON = /^(?:\s+(?:&\s+)?[A-Z][\w&.-]*){1,3}/;
/** Words with which a company's name ends, and hardly ever that of a segment or of a line. */
const ENDS_A_NAME =
  /\s(?:Consolidated|Records|Materials|Bancorp|Bancshares|Pharmaceuticals?|Pharma|Therapeutics|Biosciences|Holdings|Partners|Hospitality|Petroleum|REIT|Inc|Corp|Corporation|Ltd|Limited|LLC|PLC)\.?$/;
const ENDS_ANY_NAME = /\s(?:Group|Trust|Fund|Company|Co)\.?$/;
/** "Coca-Cola Consolidated Balance Sheets": the words of a statement. */
const STATEMENT = /^\s*(?:Consolidated\s+)?(?:Balance|Statements?|Income|Cash|Financial\s+Statements?|Results|Revenues?|Earnings|Net)\b/;

export interface Namesake {
  mention: CompanyMatch;
  name: UnknownName;
}

/**
 * Names that begin as a known company's and go on: "Meta Financial Group", "Coca-Cola Consolidated". They are other companies, known to
 * EDGAR's list of names or not; what stands behind a name otherwise is a segment or a product of its own. `edgar` is asked for only where
 * a name goes on.
 */
export async function findNamesakes(
  question: string,
  mentions: readonly CompanyMatch[],
  edgar: () => Promise<CompanyIndex>,
): Promise<Namesake[]> {
  const found: Namesake[] = [];
  for (const mention of mentions) {
    if (mention.by === 'TICKER' || /['\u2019]s?$/.test(question.slice(mention.start, mention.end))) continue;
    const after = GOES_ON.exec(question.slice(mention.end))?.[0].replace(/[.-]+$/, '');
    if (!after || STATEMENT.test(after)) continue;
    const listed = (await edgar())
      .mentions(question, { typos: false })
      .find(({ start, end, company }) => start === mention.start && end > mention.end + 1 && company.cik !== mention.company.cik);
    const end = listed?.end ?? otherEnd(mention, after);
    if (end === undefined) continue;
    const text = question.slice(mention.start, end).replace(/['\u2019]s?$/, '');
    found.push({ mention, name: { text, start: mention.start, end: mention.start + text.length } });
  }
  return found;
}

/** Where the other company's name ends; undefined where the words may as well be a part of this one. */
function otherEnd(mention: CompanyMatch, after: string): number | undefined {
  const words = after.trimStart().split(/\s+/);
  const own = new Set(
    [mention.company.name, ...mention.company.formerNames].flatMap((name) => [...nameTokens(name)].map(({ word }) => word)),
  );
  for (let length = 1; length <= words.length; length++) {
    const text = ` ${words.slice(0, length).join(' ')}`;
    const isOwn = words.slice(0, length).every((word) => own.has(word.toLowerCase()));
    if (isOwn) continue;
    const isGeneric = words.slice(0, length).every((word) => GENERIC_NAME_WORDS.has(word.toLowerCase().replace(/\.$/, '')));
    if (ENDS_A_NAME.test(text) || (isGeneric && length > 1 && ENDS_ANY_NAME.test(text)))
      return mention.end + (after.length - after.trimStart().length) + words.slice(0, length).join(' ').length;
  }
  return undefined;
}
