import type { ParsedDocument } from '../types.ts';

/** Forms 3, 4 and 5: who owns or traded what of an issuer. Numbers are exact decimal strings, days YYYY-MM-DD. */
export interface OwnershipReport {
  /** 3, 4, 5, with /A */
  documentType: string;
  periodOfReport?: string;
  issuer: { cik: number; name: string; ticker?: string };
  /** Joint filers report together. */
  owners: ReportingOwner[];
  /** Under a plan of Rule 10b5-1; absent where the form did not ask (before April 2023). */
  isPlanned?: boolean;
  entries: OwnershipEntry[];
  footnotes: { id: string; text: string }[];
  remarks?: string;
}

export interface ReportingOwner {
  cik: number;
  name: string;
  isDirector: boolean;
  isOfficer: boolean;
  isTenPercentOwner: boolean;
  isOther: boolean;
  title?: string;
}

export interface OwnershipEntry {
  kind: 'TRANSACTION' | 'HOLDING';
  isDerivative: boolean;
  securityTitle: string;
  transactionDate?: string;
  /** P purchase, S sale, A award, M exercise, F tax withholding, G gift, ... */
  code?: string;
  direction?: 'ACQUIRED' | 'DISPOSED';
  shares?: string;
  pricePerShare?: string;
  sharesAfter?: string;
  /** Value owned afterwards, where the form counts value and not shares. */
  valueAfter?: string;
  isDirect: boolean;
  natureOfOwnership?: string;
  exercisePrice?: string;
  exerciseDate?: string;
  expirationDate?: string;
  underlyingTitle?: string;
  underlyingShares?: string;
  footnoteIds: string[];
}

/** 13F-HR: what a manager held at a quarter's end. */
export interface HoldingsReport {
  submissionType: string;
  managerName: string;
  managerCik?: number;
  /** YYYY-MM-DD */
  periodEnd: string;
  reportType?: string;
  isAmendment: boolean;
  amendmentNumber?: number;
  /** RESTATEMENT replaces what was reported for the quarter, NEW_HOLDINGS adds to it. */
  amendmentType?: 'RESTATEMENT' | 'NEW_HOLDINGS';
  /** As the summary page states them. */
  statedEntries?: number;
  /** In dollars. */
  statedValueUsd?: string;
  holdings: Holding[];
  /** Rows of the information table, counted from 1, that are left out, with why. */
  unread: { row: number; reason: string }[];
}

export interface Holding {
  nameOfIssuer: string;
  titleOfClass: string;
  cusip: string;
  figi?: string;
  /** In dollars, whatever the form counted in. */
  valueUsd: string;
  amount: string;
  amountType: 'SH' | 'PRN';
  putCall?: 'PUT' | 'CALL';
  discretion?: string;
  otherManagers?: string;
  votingSole?: string;
  votingShared?: string;
  votingNone?: string;
}

export interface Holdings {
  ownership: OwnershipReport[];
  report: HoldingsReport | null;
  /** The same in plain sentences and tables, to be searched, read and quoted. */
  documents: ParsedDocument[];
}
