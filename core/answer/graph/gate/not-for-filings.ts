import type { RefusalDraft } from '../types.ts';
import type { GateContext } from './types.ts';

const ENGLISH = wordsOf(
  'the of in what was is are were did does do how much many why who when which for and from to its with by on at has have over between',
);
const FOREIGN = wordsOf(
  'le la les du des un une est était quel quelle quels quelles combien pourquoi comment qui dans pour chiffre affaires sont ont ' +
    'der das den dem ein eine ist wie hoch viel viele warum wer welche welcher welches im von für und umsatz gewinn ' +
    'el los las del cuál cual cuáles cuánto cuánta cuántos fue fueron son por qué en para ingresos ganancias ' +
    'il lo gli della quanto quanti perché qual quali sono ricavi o os da dos das foi foram quantos receita lucro het een wat hoeveel waarom omzet van',
);

/** Questions are read by English words; another language would be half understood. */
export function inAnotherLanguage({ interpretation: { question } }: GateContext): RefusalDraft | undefined {
  const letters = question.match(/\p{L}/gu) ?? [];
  const other = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
  const words = question.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  if (other <= letters.length * 0.3 && (foreign < 2 || foreign <= english)) return undefined;
  return {
    reason: 'NOT_A_FILING_QUESTION',
    message: 'Questions are understood in English only.',
    missing: [],
    action: 'Ask the same question in English.',
  };
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

const MARKET_PRICE =
  /\bp\/e\b(?: ratio| multiple)?|\bpe (?:ratio|multiple)\b|\bprice[- ]to[- ](?:earnings|book|sales)\b|\bprice\/(?:earnings|book|sales)\b|\bmarket cap(?:itali[sz]ation)?\b|\benterprise value\b|\bEV\/(?:EBITDA|sales)\b|\bdividend yield\b|\bprice target\b|\b(?:current|today'?s) (?:share|stock) price\b/i;

/** What takes a quotation of the market: filings have none. */
export function needsMarketPrice({ interpretation: { question } }: GateContext): RefusalDraft | undefined {
  const found = MARKET_PRICE.exec(question)?.[0];
  if (!found) return undefined;
  return {
    reason: 'NO_EVIDENCE',
    message: `Filings hold no market prices, which "${found}" takes.`,
    missing: ['a market price'],
    action: 'Ask for the reported side of it: earnings per share, book value per share, shares outstanding or the public float.',
  };
}

export function notAboutFilings({ interpretation }: GateContext): RefusalDraft | undefined {
  if (interpretation.kind !== 'NOT_A_FILING_QUESTION') return undefined;
  return {
    reason: 'NOT_A_FILING_QUESTION',
    message: 'This is not a question that a filing with the SEC answers.',
    missing: [],
    action: 'Ask about what a company reported: its figures, risks, business or events.',
  };
}
