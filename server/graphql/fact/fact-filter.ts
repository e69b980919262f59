import { ValidationError } from '../../../core/errors.ts';
import type { FactQuery } from '../../../core/fact/fact.repo.ts';
import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { FiscalPeriodEnum } from '../enums.ts';
import { normaliseTicker } from '../filing/filing-filter.ts';

const FactRevisions = builder.enumType('FactRevisions', {
  description: 'ALL: every report of every figure. LATEST: of each figure what its filer stated last. FIRST: as it was first reported.',
  values: ['ALL', 'LATEST', 'FIRST'] as const,
});

export const FactFilterInput = builder.inputType('FactFilter', {
  description: 'Parts given together must all hold.',
  fields: (t) => ({
    tickers: t.stringList(),
    accessionNumbers: t.stringList(),
    concepts: t.stringList({ description: '`us-gaap:Revenues`, or standard lines such as `Revenue`; not both kinds at once.' }),
    fiscalYears: t.intList({ description: "Of the fact's own period, by the filer's calendar." }),
    fiscalPeriods: t.field({ type: [FiscalPeriodEnum] }),
    dimensions: t.boolean({ description: 'False: only facts of the whole company.' }),
    asOf: t.field({ type: 'DateTime', description: 'Only what filings accepted by then said.' }),
    revisions: t.field({ type: FactRevisions, description: 'LATEST with `asOf`, else ALL.' }),
  }),
});

export type FactFilter = typeof FactFilterInput.$inferInput;

const some = <T>(list: readonly T[] | null | undefined) => (list?.length ? list : undefined);

export function factQuery(filter: FactFilter): FactQuery {
  const tagged = filter.concepts?.filter((concept) => concept.includes(':')) ?? [];
  const standard = filter.concepts?.filter((concept) => !concept.includes(':')) ?? [];
  if (tagged.length > 0 && standard.length > 0)
    throw new ValidationError('concepts must be all tagged (`us-gaap:Revenues`) or all standard lines, not both');
  return {
    tickers: some(filter.tickers)?.map(normaliseTicker),
    accessionNumbers: some(filter.accessionNumbers),
    concepts: some(tagged),
    standardConcepts: some(standard),
    fiscalYears: some(filter.fiscalYears),
    fiscalPeriods: some(filter.fiscalPeriods),
    dimensions: filter.dimensions ?? undefined,
    asOf: filter.asOf ?? undefined,
    revisions: filter.revisions ?? (filter.asOf ? 'LATEST' : 'ALL'),
  };
}

/** Of one filing, where there is nothing to revise. */
export function factWhere(filter: FactFilter | null | undefined): Prisma.FactWhereInput {
  if (!filter) return {};
  const { concepts, fiscalYears, fiscalPeriods, dimensions } = filter;
  return {
    ...(concepts?.length && { OR: [{ concept: { in: concepts } }, { standardConcept: { in: concepts } }] }),
    ...(fiscalYears?.length && { fiscalYear: { in: fiscalYears } }),
    ...(fiscalPeriods?.length && { fiscalPeriod: { in: fiscalPeriods } }),
    ...(dimensions === false && { dimensionsKey: '' }),
  };
}
