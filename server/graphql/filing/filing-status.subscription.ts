import { ValidationError } from '../../../core/errors.ts';
import { viewerOf } from '../../context.ts';
import type { StatusChange } from '../../subscriptions/filing-feed.ts';
import { builder } from '../builder.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { DegradationEnum, FilingStatusEnum } from '../enums.ts';
import { rowIdOf } from '../ids.ts';
import { normaliseTicker } from './filing-filter.ts';
import { sharedFiling } from './shared-filing.ts';

const FilingStatusEvent = builder.objectRef<StatusChange>('FilingStatusEvent').implement({
  description: "A filing's status changed. Ids only grow: give the last one you saw as `afterEventId` to go on without a gap.",
  fields: (t) => ({
    id: t.id({ resolve: ({ eventId }) => String(eventId) }),
    filing: t.prismaField({
      type: 'Filing',
      resolve: (query, { asOf, accessionNumber }, _args, context) => sharedFiling(context, query, asOf, accessionNumber),
    }),
    from: t.field({ type: FilingStatusEnum, nullable: true, resolve: ({ from }) => from }),
    to: t.field({ type: FilingStatusEnum, resolve: ({ to }) => to }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    degraded: t.field({
      type: [DegradationEnum],
      description: 'EVENTS: live events are read from the database every few seconds instead of pushed.',
      resolve: (_event, _args, { deps }) => (deps.events.degraded ? (['EVENTS'] as const) : []),
    }),
  }),
});

builder.subscriptionField('filingStatusChanged', (t) =>
  t.field({
    type: FilingStatusEvent,
    description: 'Filings of these tickers and of this watchlist; all filings without either.',
    args: { tickers: t.arg.stringList(), watchlistId: t.arg.id(), afterEventId: t.arg.id() },
    subscribe: async (_root, { tickers, watchlistId, afterEventId }, context) => {
      const { tenantId } = viewerOf(context);
      const after = afterEventId === null || afterEventId === undefined ? undefined : rowIdOf(afterEventId);
      if (after === null) throw new ValidationError('afterEventId must be the id of an event');
      const watchlist = watchlistId ? { tenantId, id: idOrNotFound(watchlistId, 'Watchlist') } : undefined;
      if (watchlist && !(await context.db.watchlist.findUnique({ where: { id: watchlist.id }, select: { id: true } })))
        throw absent('Watchlist');
      return context.services.filingFeed.subscribe({
        tickers: tickers?.length ? tickers.map(normaliseTicker) : undefined,
        watchlist,
        after,
        signal: context.signal,
      });
    },
    resolve: (event) => event,
  }),
);
