import { randomUUID } from 'node:crypto';
import type { Company, Filing, Prisma, Tenant, User, Watchlist } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { setScope, withTenant } from '../db/tenancy.ts';
import type { Viewer } from '../tenant/viewer.ts';

/** Fictional rows for tests; each call makes a new one unless told otherwise. */
let count = 0;
const next = (): number => ++count;

export interface CompanyOptions extends Partial<Prisma.CompanyCreateInput> {
  /** Tickers to list it under; one made from the CIK unless told. */
  symbols?: string[];
}

export async function aCompany(database: Database, { symbols, ...data }: CompanyOptions = {}): Promise<Company> {
  const cik = data.cik ?? 9_000_000 + next();
  return database.prisma.company.create({
    data: {
      cik,
      name: `Larkspur Instruments ${cik} Inc.`,
      fiscalYearEnd: '1231',
      tickers: { create: (symbols ?? [`LK${cik}`]).map((ticker) => ({ ticker, exchange: 'Nasdaq' })) },
      ...data,
    },
  });
}

/** A 10-K that was only discovered. Makes its company unless `cik` names one. */
export async function aFiling(database: Database, data: Partial<Prisma.FilingUncheckedCreateInput> = {}): Promise<Filing> {
  const cik = data.cik ?? (await aCompany(database)).cik;
  const filing = await database.prisma.filing.create({
    data: {
      accessionNumber: `${String(cik).padStart(10, '0')}-25-${String(next()).padStart(6, '0')}`,
      form: '10-K',
      items: [],
      filedAt: new Date('2025-02-14'),
      acceptedAt: new Date('2025-02-14T21:05:09Z'),
      periodEnd: new Date('2024-12-31'),
      fiscalYear: 2024,
      fiscalPeriod: 'FY',
      ...data,
      cik,
    },
  });
  await database.prisma.filingCompany.create({ data: { accessionNumber: filing.accessionNumber, cik, role: 'FILER' } });
  return filing;
}

export interface TestTenant {
  tenant: Tenant;
  user: User;
  /** Its first user, an administrator. */
  viewer: Viewer;
}

export async function aTenant(database: Database, { name = `Tenant ${next()} ${randomUUID().slice(0, 8)}` } = {}): Promise<TestTenant> {
  const id = randomUUID();
  const { tenant, user } = await withTenant(database, id, async (tx) => {
    const tenant = await tx.tenant.create({ data: { id, name } });
    const subject = `test|${randomUUID()}`;
    await setScope(tx, { subject });
    const user = await tx.user.create({ data: { id: randomUUID(), subject, displayName: `Ada of ${name}` } });
    await tx.membership.create({ data: { tenantId: id, userId: user.id, roles: ['ADMIN'] } });
    return { tenant, user };
  });
  return { tenant, user, viewer: aViewer({ tenantId: id, userId: user.id }) };
}

/** A viewer that need not stand in the database. */
export const aViewer = (viewer: Partial<Viewer> = {}): Viewer => ({
  tenantId: randomUUID(),
  userId: randomUUID(),
  displayName: 'Ada',
  roles: ['ADMIN'],
  isOperator: false,
  isAdmin: true,
  isLocalOwner: false,
  ...viewer,
});

export async function aWatchlist(
  database: Database,
  tenantId: string,
  { name = `List ${next()}`, ciks = [] as number[] } = {},
): Promise<Watchlist> {
  const id = randomUUID();
  return withTenant(database, tenantId, async (tx) => {
    const watchlist = await tx.watchlist.create({ data: { id, tenantId, name } });
    await tx.watchlistItem.createMany({ data: ciks.map((cik) => ({ tenantId, watchlistId: id, cik })) });
    return watchlist;
  });
}
