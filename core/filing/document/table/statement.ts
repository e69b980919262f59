import type { StatementKind } from '../types.ts';

const titles: readonly [StatementKind, RegExp][] = [
  ['CASH_FLOW', /\bstatements? of (?:\w+ )?cash flows?|\bcash flows? statements?/i],
  [
    'EQUITY',
    /\bstatements? of (?:changes in )?(?:\w+ )?(?:stockholders|shareholders|shareowners|shareholder|stockholder|members|partners|owners)?['’]?s?['’]?\s*(?:capital|equity|deficit|deficiency|investment)|\bstatements? of (?:changes in )?(?:equity|capital)|\b(?:stockholders|shareholders|shareowners)['’] (?:equity|investment|deficit) statements?/i,
  ],
  ['COMPREHENSIVE_INCOME', /\bstatements? of (?:other )?comprehensive|\bcomprehensive income statements?/i],
  ['BALANCE_SHEET', /\bbalance sheets?\b|\bstatements? of financial (?:position|condition)/i],
  [
    'INCOME',
    /\bstatements? of (?:\w+ ){0,2}(?:operations|income|earnings|loss|profit)|\bincome statements?|\bprofit (?:and|or) loss (?:account|statements?)|\bresults of consolidated operations/i,
  ],
];

const proofs: Readonly<Record<StatementKind, RegExp>> = {
  CASH_FLOW: /operating activities|investing activities|financing activities|cash equivalents|beginning of (?:period|year)/,
  EQUITY: /balances?\b|net (?:income|loss|earnings)|dividends|stock|shares|beginning/,
  COMPREHENSIVE_INCOME: /comprehensive/,
  BALANCE_SHEET: /total assets|total liabilities|total current (?:assets|liabilities)|liabilities and|equity/,
  INCOME: /net (?:income|loss|earnings|\(loss\)|sales|revenues?)|revenues?|income (?:before|from)|per share|cost of|expenses?/,
};

/** The statement that a title names, whether or not it is one. */
export function statementNamed(title: string): StatementKind | undefined {
  if (/\b(?:notes? to|index to|see (?:accompanying )?notes|refer to|parenthetical|parentheticals)\b/i.test(title) && title.length > 60)
    return undefined;
  if (/parenthetical/i.test(title)) return undefined;
  const named = titles.filter(([, pattern]) => pattern.test(title)).map(([kind]) => kind);
  // `Consolidated Statements of Operations and Comprehensive Income` is an income statement.
  if (named.includes('INCOME') && named.includes('COMPREHENSIVE_INCOME')) return 'INCOME';
  if (named.includes('INCOME') && /operations and comprehensive|income and comprehensive|earnings and comprehensive/i.test(title))
    return 'INCOME';
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Which primary statement a table is. A title alone is not enough (text mentions statements everywhere), nor are rows alone for an
 * income statement, which segment and summary tables resemble.
 * @param labels  the row labels, in lower case, one a line
 */
export function recogniseStatement(title: string, labels: string, rows: number): StatementKind | undefined {
  const named = statementNamed(title);
  if (named && rows >= 3 && proofs[named].test(labels)) {
    if (
      named !== 'INCOME' ||
      /net (?:income|loss|earnings|\(loss\))|net .{0,30}(?:income|loss|earnings)|profit|loss for|income for|\bearnings\b/.test(labels)
    )
      return named;
  }
  if (/total assets/.test(labels) && /total (?:current )?liabilities|total .{0,40}equity/.test(labels) && rows >= 12)
    return 'BALANCE_SHEET';
  if (/total liabilities and .{0,60}(?:equity|deficit|investment|capital)/.test(labels) && rows >= 6) return 'BALANCE_SHEET';
  if (/operating activities/.test(labels) && /investing activities/.test(labels) && /financing activities/.test(labels) && rows >= 15)
    return 'CASH_FLOW';
  return undefined;
}
