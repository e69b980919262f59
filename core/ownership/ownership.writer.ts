import { jsonRows } from '../db/json-rows.ts';
import type { Tx } from '../db/tenancy.ts';
import type { HoldingsReport, OwnershipReport } from '../filing/document/ownership/types.ts';

const BATCH = 2_000;

/** Replaces what Forms 3, 4 and 5 of one submission say. */
export async function replaceOwnershipEntries(tx: Tx, accessionNumber: string, reports: readonly OwnershipReport[]): Promise<void> {
  await tx.$executeRaw`delete from ownership_entry where accession_number = ${accessionNumber}`;
  const rows = reports.flatMap((report) => {
    const notes = new Map(report.footnotes.map(({ id, text }) => [id, text]));
    return report.entries.map(({ footnoteIds, ...entry }) => ({
      ...entry,
      issuerCik: report.issuer.cik,
      ownerCiks: report.owners.map(({ cik }) => cik),
      owners: report.owners,
      isPlanned: report.isPlanned,
      notes: footnoteIds.flatMap((id) => notes.get(id) ?? []).join('\n') || undefined,
    }));
  });
  if (rows.length === 0) return;
  const payload = rows.map((row, ordinal) => ({ ...row, ordinal, ownerCiks: `{${row.ownerCiks.join(',')}}` }));
  await tx.$executeRaw`
    insert into ownership_entry (accession_number, ordinal, issuer_cik, owner_ciks, owners, kind, is_derivative, security_title, transaction_date,
      code, direction, shares, price_per_share, shares_after, value_after, is_direct, nature_of_ownership, exercise_price, exercise_date,
      expiration_date, underlying_title, underlying_shares, is_planned, notes)
    select ${accessionNumber}, r.ordinal, r."issuerCik", r."ownerCiks"::int[], r.owners, r.kind, r."isDerivative", r."securityTitle", r."transactionDate"::date,
      r.code, r.direction, r.shares::numeric, r."pricePerShare"::numeric, r."sharesAfter"::numeric, r."valueAfter"::numeric, r."isDirect", r."natureOfOwnership",
      r."exercisePrice"::numeric, r."exerciseDate"::date, r."expirationDate"::date, r."underlyingTitle", r."underlyingShares"::numeric, r."isPlanned", r.notes
    from jsonb_to_recordset(${jsonRows(payload)}::jsonb) as r (ordinal int, "issuerCik" int, "ownerCiks" text, owners jsonb, kind text,
      "isDerivative" boolean, "securityTitle" text, "transactionDate" text, code text, direction text, shares text, "pricePerShare" text,
      "sharesAfter" text, "valueAfter" text, "isDirect" boolean, "natureOfOwnership" text, "exercisePrice" text, "exerciseDate" text,
      "expirationDate" text, "underlyingTitle" text, "underlyingShares" text, "isPlanned" boolean, notes text)`;
}

/** Replaces what a 13F-HR says; null takes it away. */
export async function replaceHoldingsReport(tx: Tx, accessionNumber: string, report: HoldingsReport | null): Promise<void> {
  await tx.holdingsReport.deleteMany({ where: { accessionNumber } });
  if (report === null) return;
  const { cik } = await tx.filing.findUniqueOrThrow({ where: { accessionNumber }, select: { cik: true } });
  await tx.holdingsReport.create({
    data: {
      accessionNumber,
      managerCik: report.managerCik ?? cik,
      managerName: report.managerName,
      periodEnd: new Date(`${report.periodEnd}T00:00:00Z`),
      reportType: report.reportType,
      isAmendment: report.isAmendment,
      amendmentNumber: report.amendmentNumber,
      amendmentType: report.amendmentType,
      statedEntries: report.statedEntries,
      statedValueUsd: report.statedValueUsd,
    },
  });
  for (let from = 0; from < report.holdings.length; from += BATCH) {
    const rows = report.holdings.slice(from, from + BATCH).map((holding, index) => ({ ...holding, ordinal: from + index }));
    await tx.$executeRaw`
      insert into holding (accession_number, ordinal, name_of_issuer, title_of_class, cusip, figi, value_usd, amount, amount_type, put_call,
        discretion, other_managers, voting_sole, voting_shared, voting_none)
      select ${accessionNumber}, r.ordinal, r."nameOfIssuer", r."titleOfClass", r.cusip, r.figi, r."valueUsd"::numeric, r.amount::numeric, r."amountType",
        r."putCall", r.discretion, r."otherManagers", r."votingSole"::numeric, r."votingShared"::numeric, r."votingNone"::numeric
      from jsonb_to_recordset(${jsonRows(rows)}::jsonb) as r (ordinal int, "nameOfIssuer" text, "titleOfClass" text, cusip text, figi text,
        "valueUsd" text, amount text, "amountType" text, "putCall" text, discretion text, "otherManagers" text, "votingSole" text,
        "votingShared" text, "votingNone" text)`;
  }
}
