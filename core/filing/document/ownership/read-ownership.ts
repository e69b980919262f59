import { calendarDay } from '../calendar-day.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import type { OwnershipEntry, OwnershipReport, ReportingOwner } from './types.ts';
import { child, childrenOf, descendant, readXmlTree, textAt, type XmlNode } from './xml-node.ts';

const isTrue = (value: string | undefined): boolean => value === '1' || value?.toLowerCase() === 'true';
/** 0 where none can be read; no CIK has more digits than fit into 31 bits. */
const cikOf = (value: string | undefined): number => {
  const cik = /^\d{1,10}$/.test(value ?? '') ? Number(value) : 0;
  return cik <= 2_147_483_647 ? cik : 0;
};
const decimal = (value: string | undefined): string | undefined => canonicalDecimal(value?.replaceAll(',', '') ?? '') ?? undefined;

/**
 * Forms 3, 4 and 5 from their XML. Null when it is no `ownershipDocument`.
 * Source: EDGAR Ownership XML Technical Specification
 */
export function readOwnership(source: string): OwnershipReport | null {
  const tree = readXmlTree(source);
  const root = tree?.name === 'ownershipDocument' ? tree : descendant(tree ?? undefined, 'ownershipDocument');
  if (!root) return null;
  const issuer = child(root, 'issuer');
  const entries = [
    ...childrenOf(child(root, 'nonDerivativeTable'), 'nonDerivativeTransaction').map((node) => readEntry(node, 'TRANSACTION', false)),
    ...childrenOf(child(root, 'nonDerivativeTable'), 'nonDerivativeHolding').map((node) => readEntry(node, 'HOLDING', false)),
    ...childrenOf(child(root, 'derivativeTable'), 'derivativeTransaction').map((node) => readEntry(node, 'TRANSACTION', true)),
    ...childrenOf(child(root, 'derivativeTable'), 'derivativeHolding').map((node) => readEntry(node, 'HOLDING', true)),
  ];
  const planned = textAt(root, 'aff10b5One');
  return {
    documentType: textAt(root, 'documentType') ?? '',
    periodOfReport: calendarDay(textAt(root, 'periodOfReport')),
    issuer: {
      cik: cikOf(textAt(issuer, 'issuerCik')),
      name: textAt(issuer, 'issuerName') ?? '',
      ticker: textAt(issuer, 'issuerTradingSymbol'),
    },
    owners: childrenOf(root, 'reportingOwner').map(readOwner),
    isPlanned: planned === undefined ? undefined : isTrue(planned),
    entries,
    footnotes: childrenOf(child(root, 'footnotes'), 'footnote').map((note) => ({
      id: note.attributes.id ?? '',
      text: note.text.replace(/\s+/g, ' ').trim(),
    })),
    remarks: textAt(root, 'remarks'),
  };
}

function readOwner(node: XmlNode): ReportingOwner {
  const relation = child(node, 'reportingOwnerRelationship');
  return {
    cik: cikOf(textAt(node, 'reportingOwnerId', 'rptOwnerCik')),
    name: textAt(node, 'reportingOwnerId', 'rptOwnerName') ?? '',
    isDirector: isTrue(textAt(relation, 'isDirector')),
    isOfficer: isTrue(textAt(relation, 'isOfficer')),
    isTenPercentOwner: isTrue(textAt(relation, 'isTenPercentOwner')),
    isOther: isTrue(textAt(relation, 'isOther')),
    title: textAt(relation, 'officerTitle') ?? textAt(relation, 'otherText'),
  };
}

function readEntry(node: XmlNode, kind: OwnershipEntry['kind'], isDerivative: boolean): OwnershipEntry {
  const value = (...path: string[]): string | undefined => textAt(node, ...path, 'value');
  const direction = value('transactionAmounts', 'transactionAcquiredDisposedCode');
  return {
    kind,
    isDerivative,
    securityTitle: value('securityTitle') ?? '',
    transactionDate: calendarDay(value('transactionDate')),
    code: textAt(node, 'transactionCoding', 'transactionCode'),
    direction: direction === 'A' ? 'ACQUIRED' : direction === 'D' ? 'DISPOSED' : undefined,
    shares: decimal(value('transactionAmounts', 'transactionShares')),
    pricePerShare: decimal(value('transactionAmounts', 'transactionPricePerShare')),
    sharesAfter: decimal(value('postTransactionAmounts', 'sharesOwnedFollowingTransaction')),
    valueAfter: decimal(value('postTransactionAmounts', 'valueOwnedFollowingTransaction')),
    isDirect: value('ownershipNature', 'directOrIndirectOwnership') !== 'I',
    natureOfOwnership: value('ownershipNature', 'natureOfOwnership'),
    exercisePrice: decimal(value('conversionOrExercisePrice')),
    exerciseDate: calendarDay(value('exerciseDate')),
    expirationDate: calendarDay(value('expirationDate')),
    underlyingTitle: value('underlyingSecurity', 'underlyingSecurityTitle'),
    underlyingShares: decimal(value('underlyingSecurity', 'underlyingSecurityShares')),
    footnoteIds: [...new Set(footnotesIn(node))],
  };
}

const footnotesIn = (node: XmlNode): string[] =>
  node.children.flatMap((other) => (other.name === 'footnoteId' ? [other.attributes.id ?? ''] : footnotesIn(other)));
