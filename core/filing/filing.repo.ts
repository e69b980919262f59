import type { Tx } from '../db/tenancy.ts';
import type { EdgarCompany, EdgarFilingRow } from '../edgar/types.ts';

/** `YYYY-MM-DD` as the UTC midnight that Prisma writes to a date column; null where it is no date. */
export const dateOf = (day: string | undefined): Date | null => {
  const date = new Date(`${day ?? ''}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** Writes what EDGAR says of a company. A ticker that moved to another company moves here too. The row lock orders parallel calls. */
export async function saveCompany(tx: Tx, company: EdgarCompany): Promise<void> {
  const { cik, tickers, formerNames, ...rest } = company;
  await tx.$executeRaw`
    insert into company (cik, name, sic, sic_description, category, fiscal_year_end, state_of_incorporation, former_names, refreshed_at)
    values (${cik}, ${rest.name}, ${rest.sic ?? null}, ${rest.sicDescription ?? null}, ${rest.category ?? null}, ${rest.fiscalYearEnd ?? null},
            ${rest.stateOfIncorporation ?? null}, ${JSON.stringify(formerNames)}::jsonb, now())
    on conflict (cik) do update set name = excluded.name, sic = excluded.sic, sic_description = excluded.sic_description,
      category = excluded.category, fiscal_year_end = excluded.fiscal_year_end, state_of_incorporation = excluded.state_of_incorporation,
      former_names = excluded.former_names, refreshed_at = now()`;
  if (tickers.length === 0) return;
  const symbols = tickers.map(({ ticker }) => ticker.toUpperCase());
  await tx.$executeRaw`
    insert into company_ticker (ticker, cik, exchange)
    select distinct on (ticker) ticker, ${cik}, nullif(exchange, '')
      from unnest(${symbols}::text[], ${tickers.map(({ exchange }) => exchange ?? '')}::text[]) as listed (ticker, exchange) order by ticker
    on conflict (ticker) do update set cik = excluded.cik, exchange = excluded.exchange`;
  await tx.companyTicker.deleteMany({ where: { cik, ticker: { notIn: symbols } } });
}

/** Companies that are known by name only, as co-registrants and reporting owners; what is known already stays. */
export async function nameCompanies(tx: Tx, companies: readonly { cik: number; name: string }[]): Promise<void> {
  const data = [...new Map(companies.map(({ cik, name }) => [cik, { cik, name }])).values()].sort((a, b) => a.cik - b.cik);
  await tx.company.createMany({ data, skipDuplicates: true });
}

/** Inserts the filings that are not there yet, in order of the accession number so that parallel calls do not deadlock. @returns theirs */
export async function insertFilings(tx: Tx, cik: number, rows: readonly EdgarFilingRow[]): Promise<string[]> {
  const sorted = [...new Map(rows.map((row) => [row.accessionNumber, row])).values()].sort((a, b) =>
    a.accessionNumber < b.accessionNumber ? -1 : 1,
  );
  const inserted = await tx.filing.createManyAndReturn({
    data: sorted.map((row) => ({
      accessionNumber: row.accessionNumber,
      cik,
      form: row.form,
      items: row.items,
      filedAt: dateOf(row.filedAt) ?? new Date(0),
      acceptedAt: row.acceptedAtApproximate,
      acceptedAtApproximate: row.acceptedAtApproximate !== undefined,
      periodEnd: dateOf(row.reportDate),
      primaryDocument: row.primaryDocument,
      sizeBytes: row.sizeBytes,
    })),
    skipDuplicates: true,
    select: { accessionNumber: true },
  });
  await tx.filingCompany.createMany({
    data: sorted.map(({ accessionNumber }) => ({ accessionNumber, cik, role: 'FILER' })),
    skipDuplicates: true,
  });
  return inserted.map(({ accessionNumber }) => accessionNumber);
}
