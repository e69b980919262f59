import { BASE, type Expression, OPENING, type PeriodReference, YEAR_BEFORE } from './expression.ts';
import { takePeriod } from './read-period.ts';

/** Finds what a phrase names: a figure or a formula of its own. The phrase is lower case and names no period. */
export type ReadTerm = (phrase: string) => Expression | undefined;

type Token = { kind: 'NUMBER'; value: string } | { kind: 'SIGN'; value: string } | { kind: 'WORDS'; value: string };

const WORD_SIGNS: [RegExp, string][] = [
  [/\bdivided by\b|\bover\b(?! the)|÷/g, ' / '],
  [/\bmultiplied by\b|\btimes\b|×|\s\*\s/g, ' * '],
  [/\bplus\b/g, ' + '],
  [/\bminus\b|\bless\b|−|–/g, ' - '],
];
/** Remarks such as "[from cash flow statement]" hold no arithmetic. */
const REMARK = /\[[^\]]*\]|\((?:from|as|in|per|on|see|i\.e\.|e\.g\.|also|which|reported)\b[^()]*\)/g;

/**
 * Reads a formula written in words, as in "365 * (average accounts payable between FY2019 and FY2020) / (FY2020 COGS + change in
 * inventory between FY2019 and FY2020)".
 * @returns undefined when any part of it names nothing we know: half a formula is none
 */
export function parseExpression(formula: string, readTerm: ReadTerm): Expression | undefined {
  const tokens = tokenize(formula);
  let position = 0;
  const peekSign = () => (tokens[position]?.kind === 'SIGN' ? tokens[position]?.value : undefined);

  function sum(): Expression | undefined {
    let left = product();
    for (let sign = peekSign(); left && (sign === '+' || sign === '-'); sign = peekSign()) {
      position += 1;
      const right = product();
      left = right && { kind: 'BINARY', operator: sign, left, right };
    }
    return left;
  }
  function product(): Expression | undefined {
    let left = factor();
    for (let sign = peekSign(); left && (sign === '*' || sign === '/'); sign = peekSign()) {
      position += 1;
      const right = factor();
      left = right && { kind: 'BINARY', operator: sign, left, right };
    }
    return left;
  }
  function factor(): Expression | undefined {
    const token = tokens[position];
    position += 1;
    if (!token) return undefined;
    if (token.kind === 'NUMBER') return { kind: 'CONSTANT', value: token.value };
    if (token.kind === 'WORDS') {
      const prefix = /^(?:the\s+)?(average|mean|avg\.?|change|increase|decrease)(?:\s+(?:of|in))?$/.exec(token.value)?.[1];
      if (prefix && peekSign() === '(') {
        const inner = factor();
        return inner && spread(prefix, inner);
      }
      return readPhrase(token.value, readTerm);
    }
    if (token.value === '-') {
      const of = factor();
      return of && { kind: 'BINARY', operator: '-', left: { kind: 'CONSTANT', value: '0' }, right: of };
    }
    if (token.value !== '(') return undefined;
    const inner = sum();
    if (peekSign() !== ')') return undefined;
    position += 1;
    return inner;
  }

  const expression = sum();
  return position >= tokens.length ? expression : undefined;
}

function tokenize(formula: string): Token[] {
  let text = formula.toLowerCase().replace(REMARK, ' ').replaceAll('{', '(').replaceAll('}', ')');
  for (const [pattern, sign] of WORD_SIGNS) text = text.replace(pattern, sign);
  const tokens: Token[] = [];
  const pattern = /(?<number>(?<![\w])\d[\d,]*(?:\.\d+)?%?(?!\w)(?=\s*(?:[*/+()-]|$)))|(?<sign>[()+*]|\/|(?<=\s|\)|^)-(?=\s|\()|(?<=\))-)/g;
  let from = 0;
  const words = (until: number) => {
    const value = text
      .slice(from, until)
      .replace(/[,;:]+\s*$/, '')
      .trim();
    if (value) tokens.push({ kind: 'WORDS', value });
  };
  for (const match of text.matchAll(pattern)) {
    words(match.index);
    from = match.index + match[0].length;
    const number = match.groups?.number;
    if (number === undefined) tokens.push({ kind: 'SIGN', value: match[0] });
    else tokens.push({ kind: 'NUMBER', value: plainNumber(number) });
  }
  words(text.length);
  return tokens;
}

const plainNumber = (text: string): string => {
  const digits = text.replaceAll(',', '').replace('%', '');
  return text.endsWith('%') ? String(Number(digits) / 100) : digits;
};

/** "average accounts payable between FY2019 and FY2020", "change in inventory", "FY2020 COGS". */
function readPhrase(phrase: string, readTerm: ReadTerm): Expression | undefined {
  const known = readTerm(phrase);
  if (known) return known;
  const spreadOver = /^(?:the\s+)?(average|mean|avg\.?|change|increase|decrease)(?:\s+(?:of|in))?\s+(.+)$/.exec(phrase);
  if (spreadOver) {
    const { of, periods } = splitPeriods(spreadOver[2]!);
    const inner = readTerm(of) ?? readPhrase(of, readTerm);
    return inner && spread(spreadOver[1]!, inner, periods);
  }
  const { period, rest } = takePeriod(phrase);
  const term = readTerm(rest) ?? readTerm(rest.replace(/^(?:total|net|reported|unadjusted|annual|consolidated)\s+/, ''));
  return term && period ? shifted(term, period) : term;
}

/** "inventory between FY2019 and FY2020", "total assets (FY2016 and FY2017)", "pp&e from 2018 to 2019" */
function splitPeriods(phrase: string): { of: string; periods: PeriodReference[] } {
  const match = /^(.*?)\s+(?:between|for|from|over|of|in|at)\s+(.+?)\s+(?:and|to|through|-)\s+(.+)$/.exec(phrase);
  if (match) {
    const first = takePeriod(match[2]!).period;
    const second = takePeriod(match[3]!).period;
    if (first && second) return { of: match[1]!.trim(), periods: [first, second] };
  }
  const { period, rest } = takePeriod(phrase);
  return { of: rest, periods: period ? [{ ...period, fiscalYear: period.fiscalYear && period.fiscalYear - 1 }, period] : [] };
}

function spread(prefix: string, of: Expression, periods: PeriodReference[] = []): Expression {
  const isAverage = !/^(?:change|increase|decrease)$/.test(prefix);
  const [from, to] = periods.length === 2 ? (periods as [PeriodReference, PeriodReference]) : [isAverage ? OPENING : YEAR_BEFORE, BASE];
  if (prefix === 'change' || prefix === 'increase') return { kind: 'CHANGE', of, from, to };
  if (prefix === 'decrease') return { kind: 'CHANGE', of, from: to, to: from };
  return { kind: 'AVERAGE', of, over: [from, to] };
}

function shifted(expression: Expression, period: PeriodReference): Expression {
  switch (expression.kind) {
    case 'FIGURE':
      return { ...expression, at: period };
    case 'BINARY':
      return { ...expression, left: shifted(expression.left, period), right: shifted(expression.right, period) };
    default:
      return expression;
  }
}
