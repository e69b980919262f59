interface Period {
  fiscalYear?: number | null;
  fiscalPeriod?: string | null;
}

/** "FY 2025", "Q2 2025", "2025", or empty. */
export const formatPeriod = ({ fiscalYear, fiscalPeriod }: Period): string =>
  fiscalYear ? [fiscalPeriod, fiscalYear].filter(Boolean).join(' ') : '';

interface Source extends Period {
  form: string;
  company: { name: string };
}

/** "Larkfield Instruments, Inc. · 10-K · FY 2025" */
export const describeFiling = (filing: Source): string =>
  [filing.company.name, filing.form, formatPeriod(filing)].filter(Boolean).join(' · ');
