import type { Context } from '../../context.ts';
import { uuidOf } from '../ids.ts';

/** The companies of a watchlist of the viewer's tenant; none when there is no such list, undefined when none was asked for. */
export async function watchedCiks({ db }: Context, watchlistId: string | null | undefined): Promise<number[] | undefined> {
  if (watchlistId === null || watchlistId === undefined) return undefined;
  const id = uuidOf(watchlistId, 'Watchlist');
  if (!id) return [];
  const items = await db.watchlistItem.findMany({ where: { watchlistId: id }, select: { cik: true } });
  return items.map(({ cik }) => cik);
}
