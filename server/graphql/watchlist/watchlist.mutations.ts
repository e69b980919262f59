import { type Context, callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent, DeletedId, idOrNotFound } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { Watchlist } from './watchlist.type.ts';

const CreateWatchlistInput = builder.inputType('CreateWatchlistInput', {
  fields: (t) => ({ name: t.string({ required: true }), tickers: t.stringList() }),
});
const RenameWatchlistInput = builder.inputType('RenameWatchlistInput', {
  fields: (t) => ({ id: t.id({ required: true }), name: t.string({ required: true }) }),
});
const WatchlistTickersInput = builder.inputType('WatchlistTickersInput', {
  fields: (t) => ({ watchlistId: t.id({ required: true }), tickers: t.stringList({ required: true }) }),
});

async function load(query: object, { db }: Context, id: string) {
  const found = await db.watchlist.findUnique({ ...nonEmpty(query), where: { id } });
  if (!found) throw absent('Watchlist');
  return found;
}

builder.mutationFields((t) => ({
  createWatchlist: t.prismaField({
    type: Watchlist,
    errors: resultOf('CreateWatchlist', 'NOT_FOUND', 'EDGAR_UNAVAILABLE'),
    args: { input: t.arg({ type: CreateWatchlistInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const { id } = await context.deps.watchlists.create(callerOf(context), { name: input.name, tickers: input.tickers ?? undefined });
        return load(query, context, id);
      }),
  }),
  renameWatchlist: t.prismaField({
    type: Watchlist,
    errors: resultOf('RenameWatchlist', 'NOT_FOUND'),
    args: { input: t.arg({ type: RenameWatchlistInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const id = idOrNotFound(input.id, 'Watchlist');
        await context.deps.watchlists.rename(callerOf(context), id, input.name);
        return load(query, context, id);
      }),
  }),
  deleteWatchlist: t.field({
    type: DeletedId,
    errors: resultOf('DeleteWatchlist', 'NOT_FOUND'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      asResult(async () => {
        await context.deps.watchlists.delete(callerOf(context), idOrNotFound(id, 'Watchlist'));
        return { deletedId: id };
      }),
  }),
  addToWatchlist: t.prismaField({
    type: Watchlist,
    description: 'New filings of these companies are fetched from now on.',
    errors: resultOf('AddToWatchlist', 'NOT_FOUND', 'EDGAR_UNAVAILABLE'),
    args: { input: t.arg({ type: WatchlistTickersInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const id = idOrNotFound(input.watchlistId, 'Watchlist');
        await context.deps.watchlists.add(callerOf(context), id, input.tickers);
        return load(query, context, id);
      }),
  }),
  removeFromWatchlist: t.prismaField({
    type: Watchlist,
    errors: resultOf('RemoveFromWatchlist', 'NOT_FOUND', 'EDGAR_UNAVAILABLE'),
    args: { input: t.arg({ type: WatchlistTickersInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const id = idOrNotFound(input.watchlistId, 'Watchlist');
        await context.deps.watchlists.remove(callerOf(context), id, input.tickers);
        return load(query, context, id);
      }),
  }),
}));
