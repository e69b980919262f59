import { Prisma } from '../../generated/prisma/client.ts';
import type { Tx } from '../db/tenancy.ts';

type Reader = Pick<Tx, '$queryRaw'>;

const knownAt = Prisma.sql`coalesce(g.accepted_at, (g.filed_at + time '22:00') at time zone 'America/New_York')`;

export interface CurrentHolding {
  accessionNumber: string;
  /** YYYY-MM-DD */
  periodEnd: string;
  nameOfIssuer: string;
  titleOfClass: string;
  cusip: string;
  /** Exact decimals. */
  valueUsd: string;
  amount: string;
  amountType: string;
  putCall: string | null;
}

/**
 * What a manager's 13F filings accepted by an instant say it held at its newest reported quarter's end (or at `periodEnd`): the last
 * full report (original or RESTATEMENT), and the NEW HOLDINGS filed after it. An amendment that says neither counts for nothing: nobody
 * knows what it replaces. The largest first.
 */
export async function findHoldings(db: Reader, query: { managerCik: number; asOf?: Date; periodEnd?: string }): Promise<CurrentHolding[]> {
  const asOf = query.asOf ? Prisma.sql`and ${knownAt} <= ${query.asOf}` : Prisma.empty;
  const period = query.periodEnd ? Prisma.sql`and r.period_end = ${query.periodEnd}::date` : Prisma.empty;
  return db.$queryRaw<CurrentHolding[]>`
    with known as (
      select r.accession_number, r.period_end, coalesce(r.amendment_type, 'ORIGINAL') as effect, ${knownAt} as known_at
      from holdings_report r join filing g using (accession_number)
      where r.manager_cik = ${query.managerCik} and not (r.is_amendment and r.amendment_type is null) ${asOf} ${period}
    ), quarter as (
      select * from known where period_end = (select max(period_end) from known)
    ), base as (
      select accession_number, known_at from quarter where effect <> 'NEW_HOLDINGS' order by known_at desc, accession_number desc limit 1
    ), counted as (
      select accession_number from base
      union select q.accession_number from quarter q
      where q.effect = 'NEW_HOLDINGS' and q.known_at >= coalesce((select known_at from base), '-infinity')
    )
    select h.accession_number as "accessionNumber", r.period_end::text as "periodEnd", h.name_of_issuer as "nameOfIssuer", h.title_of_class as "titleOfClass",
      h.cusip, h.value_usd::text as "valueUsd", h.amount::text as amount, h.amount_type as "amountType", h.put_call as "putCall"
    from holding h join holdings_report r using (accession_number)
    where h.accession_number in (select accession_number from counted)
    order by h.value_usd desc, h.accession_number, h.ordinal`;
}

export interface InsiderPosition {
  accessionNumber: string;
  ownerCik: number;
  ownerName: string;
  securityTitle: string;
  isDerivative: boolean;
  isDirect: boolean;
  natureOfOwnership: string | null;
  /** Owned after the last report, exact decimal. */
  shares: string;
  /** YYYY-MM-DD of the transaction, or of the report where it only states a holding. */
  asOfDate: string;
}

/**
 * What the insiders of an issuer owned by Forms 3, 4 and 5 accepted by an instant: of each owner, security and kind of ownership the
 * amount after the latest transaction, however late it was reported. An amendment counts as of its own acceptance.
 */
export async function findInsiderPositions(
  db: Reader,
  query: { issuerCik: number; ownerCik?: number; asOf?: Date },
): Promise<InsiderPosition[]> {
  const owner = query.ownerCik === undefined ? Prisma.empty : Prisma.sql`and ${query.ownerCik}::int = any(e.owner_ciks)`;
  const asOf = query.asOf ? Prisma.sql`and ${knownAt} <= ${query.asOf}` : Prisma.empty;
  return db.$queryRaw<InsiderPosition[]>`
    select distinct on (e.owner_ciks[1], e.security_title, e.is_derivative, e.is_direct, e.nature_of_ownership)
      e.accession_number as "accessionNumber", e.owner_ciks[1] as "ownerCik", e.owners -> 0 ->> 'name' as "ownerName",
      e.security_title as "securityTitle", e.is_derivative as "isDerivative", e.is_direct as "isDirect", e.nature_of_ownership as "natureOfOwnership",
      e.shares_after::text as shares, coalesce(e.transaction_date, g.period_end, g.filed_at)::text as "asOfDate"
    from ownership_entry e join filing g using (accession_number)
    where e.issuer_cik = ${query.issuerCik} and e.shares_after is not null ${owner} ${asOf}
    order by e.owner_ciks[1], e.security_title, e.is_derivative, e.is_direct, e.nature_of_ownership,
      coalesce(e.transaction_date, g.period_end, g.filed_at) desc, ${knownAt} desc, e.ordinal desc`;
}
