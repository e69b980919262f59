import type { FiscalPeriodName } from '../../filing/document/types.ts';

/** The fiscal periods of the reports that tell of a year or a part of one: the last quarter has no report but the year's. */
export const REPORTS_OF: Readonly<Record<FiscalPeriodName, FiscalPeriodName[]>> = {
  Q1: ['Q1'],
  Q2: ['Q2', 'H1'],
  Q3: ['Q3', 'M9'],
  H1: ['Q2', 'H1'],
  M9: ['Q3', 'M9'],
  Q4: ['FY'],
  FY: ['FY'],
};
