import type { RefusalDraft } from '../types.ts';
import type { GateContext } from './types.ts';

/** A figure belongs to a company: where several could be meant, none is guessed. */
export function companyUnnamed({ interpretation, plan, filings, input }: GateContext): RefusalDraft | undefined {
  if (plan.kind !== 'FIGURES' || interpretation.companies.length > 0 || input.filter.accessionNumbers?.length) return undefined;
  if (new Set(filings.map(({ cik }) => cik)).size < 2) return undefined;
  return {
    reason: 'NO_EVIDENCE',
    message: 'The question names no company, and filings of several have been ingested.',
    missing: ['a company'],
    action: 'Name the company, or give its ticker.',
  };
}

/** The question needs every company it names. */
export const TWO_SIDED =
  /\b(?:compare[ds]?|comparison|versus|vs\.?|than|both|difference between|relative to|against)\b|\bwhich\b[^?]*\bor\b/i;

export function companyAbsent({ interpretation, strangers }: GateContext): RefusalDraft | undefined {
  const { companies, unknownCompanies, notIngestedCompanies, question } = interpretation;
  const needsAll = companies.length === 0 || TWO_SIDED.test(question);
  const known = [
    ...notIngestedCompanies.map(({ ticker, name }) => ({ ticker, name })),
    ...strangers.filter(({ name }) => name !== undefined),
  ];
  if (known.length > 0 && (needsAll || strangers.length > 0))
    return notIngested(known.map(({ ticker, name }) => ({ ticker, name: name ?? ticker })));
  const unknown = [
    ...(needsAll ? unknownCompanies : []),
    ...strangers.filter(({ name }) => name === undefined).map(({ ticker }) => ticker),
  ];
  if (unknown.length === 0) return undefined;
  const isUnchecked = strangers.some((stranger) => stranger.isUnchecked);
  return {
    reason: 'COMPANY_NOT_FOUND',
    message: `No company called ${quoted(unknown)} is known${isUnchecked ? ' here, and EDGAR could not be asked for it' : ''}.`,
    missing: unknown,
    action: isUnchecked
      ? 'Ask again once EDGAR can be reached.'
      : 'Check the name, or give the ticker under which the company files with the SEC.',
  };
}

const notIngested = (companies: { ticker: string; name: string }[]): RefusalDraft => ({
  reason: 'NOT_INGESTED',
  message: `No filings of ${companies.map(({ name }) => name).join(', ')} have been ingested.`,
  missing: companies.map(({ ticker, name }) => `${name} (${ticker})`),
  action: `gravity ingest --tickers ${companies.map(({ ticker }) => ticker).join(',')}`,
});

export function nothingIngested({ input, interpretation, filings, ofOthers }: GateContext): RefusalDraft | undefined {
  if (ofOthers.length > 0)
    return {
      reason: 'NO_EVIDENCE',
      message: `The filing ${ofOthers.map(({ accessionNumber }) => accessionNumber).join(', ')} is of another company than ${interpretation.companies.map(({ name }) => name).join(' and ')}.`,
      missing: interpretation.companies.map(({ name }) => name),
      action: 'Name the company whose filing it is, or leave the filter out.',
    };
  const absent = (input.filter.accessionNumbers ?? []).filter(
    (accession) => !filings.some(({ accessionNumber }) => accessionNumber === accession),
  );
  if (absent.length > 0 && absent.length === input.filter.accessionNumbers?.length)
    return {
      reason: 'NOT_INGESTED',
      message: `The filing ${absent.join(', ')} has not been ingested${input.filter.asOf ? ' or was not filed by then' : ''}.`,
      missing: absent,
      action: 'Ingest the filing, or leave the filter out.',
    };
  const without = interpretation.companies.filter(({ cik }) => !filings.some((filing) => filing.cik === cik));
  if (without.length === 0 || input.filter.accessionNumbers?.length) return undefined;
  if (input.filter.asOf)
    return {
      reason: 'PERIOD_NOT_FILED',
      message: `${without.map(({ name }) => name).join(', ')} had filed nothing that is ingested by ${input.filter.asOf.slice(0, 10)}.`,
      missing: without.map(({ name }) => name),
      action: 'Choose a later date.',
    };
  return notIngested(without.map(({ ticker, name, cik }) => ({ ticker: ticker ?? String(cik), name })));
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
