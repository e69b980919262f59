import { REPORTS_OF } from '../../figure/reports-of-period.ts';
import { listed, periodWords } from '../../figure/wording.ts';
import { type FigurePeriod, periodName } from '../../formula/expression.ts';
import type { CoveredFiling } from '../coverage.ts';
import type { RefusalDraft } from '../types.ts';
import { isOfForm, namedForms } from './forms.ts';
import type { GateContext } from './types.ts';

const FORWARD = /\b(?:expect|guidance|outlook|forecast|project|plan|will|due|matur|anticipat|target|future|oblig|upcoming|next)\w*\b/i;

/** A period counts as filed when a filing is of it, or of one of the two years after it, which print it for comparison. */
export function periodAbsent({ interpretation, periods, filings, plan }: GateContext): RefusalDraft | undefined {
  const named = namedForms(interpretation);
  for (const company of interpretation.companies.length > 0 ? interpretation.companies : [undefined]) {
    const own = filings.filter(({ cik, form }) => (!company || cik === company.cik) && isOfForm(form, named));
    if (own.length === 0) continue;
    const missing = periods.filter((period) => !isCovered(period, own, interpretation.question, plan.kind === 'FIGURES'));
    if (missing.length === 0 || (missing.length < periods.length && periods.length > 3)) continue;
    const held = [...new Set(own.flatMap(({ form, fiscalYear, fiscalPeriod }) => nameOfReport(form, fiscalYear, fiscalPeriod)))];
    const has =
      held.length > 0
        ? ` The ingested reports are of ${listed(held.slice(0, MOST_NAMED))}${held.length > MOST_NAMED ? ', and older ones' : ''}.`
        : '';
    return {
      reason: 'PERIOD_NOT_FILED',
      message: `No ingested filing${company ? ` of ${company.name}` : ''} covers ${missing.map(periodWords).join(', ')}.${has}`,
      missing: missing.map(periodName),
      action:
        insteadOf(missing, own) ??
        (company?.ticker ? `gravity ingest --tickers ${company.ticker}` : 'Name a period that has been filed, or ingest more filings.'),
    };
  }
  return undefined;
}

const MOST_NAMED = 8;
const nameOfReport = (form: string, fiscalYear: number | null, fiscalPeriod: string | null): string[] =>
  fiscalYear === null || fiscalPeriod === null || /^(?:8-K|6-K)/.test(form)
    ? []
    : [fiscalPeriod === 'FY' ? `fiscal year ${fiscalYear}` : `${fiscalPeriod} ${fiscalYear}`];

/** The quarters of a missing year that a question may be narrowed to. */
function insteadOf(missing: readonly FigurePeriod[], filings: readonly CoveredFiling[]): string | undefined {
  const parts = filings.flatMap(({ fiscalYear, fiscalPeriod, form }) =>
    /^10-Q/.test(form) && fiscalPeriod && missing.some((period) => period.fiscalPeriod === 'FY' && period.fiscalYear === fiscalYear)
      ? [`${fiscalPeriod} ${fiscalYear}`]
      : [],
  );
  return parts.length > 0
    ? `Ask about ${[...new Set(parts)].join(' or ')}, which has been filed, or wait for the annual report.`
    : undefined;
}

/** A quarter's report has no figures of its year; its text may still speak of it. */
function isCovered(period: FigurePeriod, filings: readonly CoveredFiling[], question: string, isFigure: boolean): boolean {
  const annual = period.fiscalPeriod === 'FY';
  const newest = Math.max(...filings.map(yearOf));
  if (period.fiscalYear >= newest && FORWARD.test(question) && period.fiscalYear <= newest + 10) return true;
  return filings.some((filing) => {
    const later = yearOf(filing) - period.fiscalYear;
    if (/^(?:8-K|6-K)/.test(filing.form)) {
      const filed = Number(filing.filedAt.slice(0, 4));
      return filed === period.fiscalYear || filed === period.fiscalYear + 1;
    }
    const isAnnual = /^(?:10-K|20-F|40-F)/.test(filing.form);
    if (annual) return isAnnual ? later >= 0 && later <= 4 : later >= 0 && later <= 1 && !(isFigure && /^10-Q/.test(filing.form));
    if (isAnnual) return period.fiscalPeriod === 'Q4' && later === 0;
    if (!/^10-Q/.test(filing.form)) return later === 0;
    return (later === 0 || later === 1) && (filing.fiscalPeriod === null || REPORTS_OF[period.fiscalPeriod].includes(filing.fiscalPeriod));
  });
}

/** A year that has no label stands by the day on which it ended, else by the day of filing. */
export const yearOf = ({ fiscalYear, periodEnd, filedAt }: CoveredFiling): number =>
  fiscalYear ?? Number((periodEnd ?? filedAt).slice(0, 4));
