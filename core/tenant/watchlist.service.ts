import { randomUUID } from 'node:crypto';
import type { Watchlist } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { isDuplicate } from '../db/errors.ts';
import { isUuid, type Tx, withTenant } from '../db/tenancy.ts';
import { NotFoundError, ValidationError } from '../errors.ts';
import { appendAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import type { Viewer } from './viewer.ts';

export interface WatchlistDeps {
  database: Database;
  /**
   * Tickers (upper case) that the database does not know to CIKs, from EDGAR's map, so that a company can be watched before it was ever
   * read. Absent: only known companies can be added.
   */
  resolveTickers?: (tickers: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** Companies are given by ticker or by CIK (all digits). */
export interface WatchlistService {
  create(caller: Caller, input: { name: string; tickers?: readonly string[] }): Promise<Watchlist>;
  rename(caller: Caller, id: string, name: string): Promise<Watchlist>;
  delete(caller: Caller, id: string): Promise<void>;
  /** Companies already on the list stay as they are. @throws {NotFoundError} with `unknown` when one cannot be found; none is added then */
  add(caller: Caller, id: string, companies: readonly string[]): Promise<Watchlist>;
  remove(caller: Caller, id: string, companies: readonly string[]): Promise<Watchlist>;
  list(viewer: Viewer): Promise<(Watchlist & { ciks: number[] })[]>;
}

const MAX_COMPANIES = 2_000;
const MAX_LISTS = 200;

/** All reject with {@link NotFoundError} for a list that is not the tenant's, and {@link ValidationError} for a name that is taken. */
export function createWatchlistService({ database, resolveTickers }: WatchlistDeps): WatchlistService {
  const ciksOf = async (companies: readonly string[]): Promise<number[]> => {
    const wanted = [...new Set(companies.map((company) => company.trim().toUpperCase()))];
    if (wanted.length > MAX_COMPANIES) throw new ValidationError(`A watchlist holds ${MAX_COMPANIES} companies.`);
    const found = new Map<string, number>();
    for (const company of wanted) if (/^\d{1,10}$/.test(company) && Number(company) > 0) found.set(company, Number(company));
    const tickers = () => wanted.filter((company) => !found.has(company));
    for (const { ticker, cik } of await database.prisma.companyTicker.findMany({ where: { ticker: { in: tickers() } } }))
      found.set(ticker, cik);
    if (tickers().length > 0 && resolveTickers) for (const [ticker, cik] of await resolveTickers(tickers())) found.set(ticker, cik);
    const unknown = tickers();
    if (unknown.length > 0) throw new NotFoundError(`No company is listed as ${unknown.join(', ')}.`, { unknown });
    // In one order everywhere: two lists that gain the same companies at once must not lock each other out.
    return [...new Set(found.values())].sort((a, b) => a - b);
  };

  const put = async (tx: Tx, { id, tenantId }: Watchlist, ciks: readonly number[]): Promise<void> => {
    await tx.watchlistItem.createMany({ data: ciks.map((cik) => ({ tenantId, watchlistId: id, cik })), skipDuplicates: true });
    if ((await tx.watchlistItem.count({ where: { watchlistId: id } })) > MAX_COMPANIES)
      throw new ValidationError(`A watchlist holds ${MAX_COMPANIES} companies.`);
  };

  const change = async <T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> => {
    try {
      return await withTenant(database, caller.viewer.tenantId, work);
    } catch (error) {
      if (isDuplicate(error)) throw new ValidationError('There is a watchlist of this name already.');
      throw error;
    }
  };

  return {
    async create(caller, { name, tickers = [] }) {
      const ciks = await ciksOf(tickers);
      const { tenantId } = caller.viewer;
      return change(caller, async (tx) => {
        if ((await tx.watchlist.count()) >= MAX_LISTS) throw new ValidationError(`There may be ${MAX_LISTS} watchlists.`);
        const watchlist = await tx.watchlist.create({ data: { id: randomUUID(), tenantId, name: checkedName(name) } });
        await put(tx, watchlist, ciks);
        await appendAudit(tx, caller, { action: 'create-watchlist', subject: watchlist.id, details: { companies: ciks.length } });
        return watchlist;
      });
    },

    rename: (caller, id, name) =>
      change(caller, async (tx) => {
        await getWatchlist(tx, id);
        const watchlist = await tx.watchlist.update({ where: { id }, data: { name: checkedName(name) } });
        await appendAudit(tx, caller, { action: 'rename-watchlist', subject: id });
        return watchlist;
      }),

    delete: (caller, id) =>
      change(caller, async (tx) => {
        await getWatchlist(tx, id);
        await tx.watchlist.delete({ where: { id } });
        await appendAudit(tx, caller, { action: 'delete-watchlist', subject: id });
      }),

    async add(caller, id, companies) {
      const ciks = await ciksOf(companies);
      return change(caller, async (tx) => {
        const watchlist = await getWatchlist(tx, id);
        await put(tx, watchlist, ciks);
        await appendAudit(tx, caller, { action: 'add-to-watchlist', subject: id, details: { ciks } });
        return watchlist;
      });
    },

    async remove(caller, id, companies) {
      const ciks = await ciksOf(companies);
      return change(caller, async (tx) => {
        const watchlist = await getWatchlist(tx, id);
        await tx.watchlistItem.deleteMany({ where: { watchlistId: id, cik: { in: ciks } } });
        await appendAudit(tx, caller, { action: 'remove-from-watchlist', subject: id, details: { ciks } });
        return watchlist;
      });
    },

    list: (viewer) =>
      withTenant(database, viewer.tenantId, async (tx) => {
        const lists = await tx.watchlist.findMany({ orderBy: { name: 'asc' }, include: { items: { orderBy: { cik: 'asc' } } } });
        return lists.map(({ items, ...watchlist }) => ({ ...watchlist, ciks: items.map(({ cik }) => cik) }));
      }),
  };
}

/** A foreign id looks like a random one. */
async function getWatchlist(tx: Tx, id: string): Promise<Watchlist> {
  const watchlist = isUuid(id) ? await tx.watchlist.findUnique({ where: { id } }) : null;
  if (!watchlist) throw new NotFoundError('There is no such watchlist.');
  return watchlist;
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > 100) throw new ValidationError('The name of a watchlist has 1 to 100 characters.');
  return trimmed;
}
