import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import type { Logger } from '../logger.ts';

/** Why answers that used a filing may no longer hold. */
export type StaleCause = { kind: 'AMENDMENT'; amends: string } | { kind: 'NON_RELIANCE' } | { kind: 'RESTATED'; concepts: string[] };

export interface StaleDeps {
  database: Database;
  logger: Logger;
}

/**
 * Marks the tenant's answers that rest on what a newly read filing touches: on a filing that it amends, on any financial statement of a
 * company that says these should not be relied on (8-K Item 4.02), or on a figure that it shows with another value.
 * Called once a filing is INDEXED, for each tenant with questions about its company; running it again changes nothing.
 * @returns how many answers were marked
 */
export async function markStaleAnswers({ database, logger }: StaleDeps, tenantId: string, accessionNumber: string): Promise<number> {
  const filing = await database.prisma.filing.findUnique({
    where: { accessionNumber },
    select: { cik: true, form: true, items: true, filedAt: true, amendsAccessionNumber: true },
  });
  if (!filing) return 0;
  let marked = 0;
  if (filing.amendsAccessionNumber)
    marked += await mark(
      database,
      tenantId,
      { accessionNumbers: [filing.amendsAccessionNumber] },
      `${filing.form} ${accessionNumber} amends a filing that it cites.`,
    );
  if (filing.items.includes('4.02')) {
    const earlier = await database.prisma.filing.findMany({
      where: {
        cik: filing.cik,
        filedAt: { lte: filing.filedAt },
        NOT: { accessionNumber },
        form: { in: ['10-K', '10-K/A', '10-Q', '10-Q/A', '8-K'] },
      },
      select: { accessionNumber: true },
    });
    marked += await mark(
      database,
      tenantId,
      { accessionNumbers: earlier.map((each) => each.accessionNumber) },
      `The company said in ${accessionNumber} (8-K, Item 4.02) that earlier financial statements should no longer be relied on.`,
    );
  }
  const restated = await restatedFacts(database, accessionNumber, filing.cik);
  if (restated.length > 0)
    marked += await mark(
      database,
      tenantId,
      { factIds: restated },
      `${filing.form} ${accessionNumber} shows a figure that it uses with another value.`,
    );
  if (marked > 0) logger.info({ tenantId, accessionNumber, marked }, 'answers were marked stale');
  return marked;
}

/** Facts of earlier filings that this one gives another value, beyond what rounding explains. */
async function restatedFacts({ prisma }: Database, accessionNumber: string, cik: number): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: bigint }[]>`
    select distinct old.id
    from fact new
    join fact old on old.cik = new.cik and old.concept = new.concept and old.period_end = new.period_end
      and old.period_start is not distinct from new.period_start and old.dimensions_key = new.dimensions_key
      and old.unit is not distinct from new.unit and old.accession_number <> new.accession_number
    join filing old_filing on old_filing.accession_number = old.accession_number
    join filing new_filing on new_filing.accession_number = new.accession_number
    where new.accession_number = ${accessionNumber} and new.cik = ${cik} and old_filing.filed_at <= new_filing.filed_at
      and old.numeric_value is not null and new.numeric_value is not null and not new.is_nil and not old.is_nil
      and abs(old.numeric_value - new.numeric_value) > power(10::numeric, -least(coalesce(old.decimals, 9), coalesce(new.decimals, 9)))`;
  return rows.map(({ id }) => String(id));
}

async function mark(
  database: Database,
  tenantId: string,
  touched: { accessionNumbers?: string[]; factIds?: string[] },
  reason: string,
): Promise<number> {
  return withTenant(database, tenantId, async (tx) => {
    const { accessionNumbers = [], factIds = [] } = touched;
    return tx.$executeRaw`
      update question q set stale = true, stale_reason = ${reason}
      where q.status = 'ANSWERED' and not q.stale and (
        exists (select from citation c where c.question_id = q.id and c.accession_number = any(${accessionNumbers}::text[]))
        or exists (select from jsonb_array_elements_text(coalesce(q.receipt->'used'->'factIds', '[]')) as used (id) where used.id = any(${factIds}::text[]))
      )`;
  });
}
