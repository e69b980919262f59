import type { Interpretation } from '../../../search/types.ts';
import { listed } from '../../figure/wording.ts';
import type { RefusalDraft } from '../types.ts';
import type { GateContext } from './types.ts';

const PROXY = /\bdef[- ]?14a\b|\bproxy (?:statement|filing|material)/i;

/** Forms by their own names; "the press release" may stand in any report. */
export const namedForms = ({ question, forms }: Interpretation): string[] =>
  forms.filter((form) =>
    form === 'DEF 14A' ? PROXY.test(question) : new RegExp(`\\b${form.replace(/[- ]/g, '[- ]?')}s?\\b`, 'i').test(question),
  );
export const isOfForm = (form: string, named: readonly string[]): boolean =>
  named.length === 0 || named.some((each) => form === each || (!each.endsWith('/A') && form.startsWith(each)));

/** "The 8-K" of a company of which none was ingested: another report must not answer for it. */
export function formAbsent({ interpretation, filings }: GateContext): RefusalDraft | undefined {
  const { companies } = interpretation;
  const named = namedForms(interpretation);
  const [company, ...others] = companies;
  if (named.length === 0 || !company || others.length > 0) return undefined;
  const own = filings.filter(({ cik }) => cik === company.cik);
  if (own.some(({ form }) => isOfForm(form, named))) return undefined;
  return {
    reason: 'NOT_INGESTED',
    message: `No ${listed(named)} of ${company.name} has been ingested.`,
    missing: named,
    action: company.ticker
      ? `gravity ingest --tickers ${company.ticker} --forms ${named.join(',')}`
      : 'Ingest the report, or ask without naming it.',
  };
}
