import { calendarDay } from '../calendar-day.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import type { Holding, HoldingsReport } from './types.ts';
import { childrenOf, descendant, readXmlTree, textAt, type XmlNode } from './xml-node.ts';

/** Since then values are in dollars (Release 34-96734); before, in thousands. */
const DOLLARS_SINCE = '2023-01-03';

/**
 * A 13F-HR from its cover and its information table, two XML documents of one submission (in any order; some filers put both in one).
 * @param filedAt  YYYY-MM-DD: decides what values count in
 * @returns null when there is no cover of a 13F
 */
export function readHoldingsReport(sources: readonly string[], filedAt: string): HoldingsReport | null {
  const trees = sources.map(readXmlTree).filter((tree): tree is XmlNode => tree !== null);
  const cover = trees.find((tree) => tree.name === 'edgarSubmission' && descendant(tree, 'coverPage') !== undefined);
  if (!cover) return null;
  const page = descendant(cover, 'coverPage');
  const summary = descendant(cover, 'summaryPage');
  const periodEnd = day(textAt(page, 'reportCalendarOrQuarter') ?? textAt(descendant(cover, 'filerInfo'), 'periodOfReport'));
  if (periodEnd === undefined) return null;
  const shift = filedAt >= DOLLARS_SINCE ? 0 : 3;
  const type = textAt(descendant(cover, 'amendmentInfo'), 'amendmentType')?.toUpperCase();
  const rows = trees.flatMap(infoTables).map((node) => readHolding(node, shift));
  const submissionType = textAt(descendant(cover, 'headerData'), 'submissionType') ?? '13F-HR';
  return {
    submissionType,
    managerName: textAt(descendant(page, 'filingManager'), 'name') ?? '',
    managerCik: count(textAt(descendant(cover, 'credentials'), 'cik')),
    periodEnd,
    reportType: textAt(page, 'reportType'),
    isAmendment: /^(?:true|1|y)/i.test(textAt(page, 'isAmendment') ?? '') || submissionType.endsWith('/A'),
    amendmentNumber: count(textAt(page, 'amendmentNo')),
    amendmentType: type === 'RESTATEMENT' ? 'RESTATEMENT' : type === 'NEW HOLDINGS' ? 'NEW_HOLDINGS' : undefined,
    statedEntries: count(textAt(summary, 'tableEntryTotal')?.replaceAll(',', '')),
    statedValueUsd: canonicalDecimal(textAt(summary, 'tableValueTotal')?.replaceAll(',', '') ?? '', shift) ?? undefined,
    holdings: rows.filter((row): row is Holding => typeof row !== 'string'),
    unread: rows.flatMap((row, index) => (typeof row === 'string' ? [{ row: index + 1, reason: row }] : [])),
  };
}

/** Undefined for none, zero and what fits into no column. */
const count = (text: string | undefined): number | undefined => {
  const number = /^\d{1,10}$/.test(text ?? '') ? Number(text) : 0;
  return number > 0 && number <= 2_147_483_647 ? number : undefined;
};

const infoTables = (tree: XmlNode): XmlNode[] =>
  childrenOf(tree.name === 'informationTable' ? tree : descendant(tree, 'informationTable'), 'infoTable');

/** The holding, or why there is none. */
function readHolding(node: XmlNode, shift: number): Holding | string {
  const number = (...path: string[]): string | undefined => canonicalDecimal(textAt(node, ...path)?.replaceAll(',', '') ?? '') ?? undefined;
  const valueUsd = canonicalDecimal(textAt(node, 'value')?.replaceAll(',', '') ?? '', shift);
  const amount = number('shrsOrPrnAmt', 'sshPrnamt');
  if (valueUsd === null) return `value "${(textAt(node, 'value') ?? '').slice(0, 40)}" is no number`;
  if (amount === undefined) return `amount "${(textAt(node, 'shrsOrPrnAmt', 'sshPrnamt') ?? '').slice(0, 40)}" is no number`;
  const putCall = textAt(node, 'putCall')?.toUpperCase();
  return {
    nameOfIssuer: textAt(node, 'nameOfIssuer') ?? '',
    titleOfClass: textAt(node, 'titleOfClass') ?? '',
    cusip: (textAt(node, 'cusip') ?? '').toUpperCase(),
    figi: textAt(node, 'figi'),
    valueUsd,
    amount,
    amountType: textAt(node, 'shrsOrPrnAmt', 'sshPrnamtType')?.toUpperCase() === 'PRN' ? 'PRN' : 'SH',
    putCall: putCall === 'PUT' || putCall === 'CALL' ? putCall : undefined,
    discretion: textAt(node, 'investmentDiscretion'),
    otherManagers: textAt(node, 'otherManager'),
    votingSole: number('votingAuthority', 'Sole'),
    votingShared: number('votingAuthority', 'Shared'),
    votingNone: number('votingAuthority', 'None'),
  };
}

/** `12-31-2024` or `2024-12-31` */
function day(value: string | undefined): string | undefined {
  const american = /^(\d{2})-(\d{2})-(\d{4})$/.exec(value ?? '');
  return calendarDay(american ? `${american[3]}-${american[1]}-${american[2]}` : value);
}
