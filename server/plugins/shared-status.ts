import { type ExecutionArgs, getArgumentValues, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../context.ts';
import { SharedStreams } from '../subscriptions/shared-streams.ts';

/**
 * What makes two subscriptions to `filingStatusChanged` equal; undefined where it may not be shared: it resumes after an event of its own,
 * or it is about a watchlist, which is a tenant's. Everything below a filing is public.
 */
function keyOf({ schema, document, operationName, variableValues }: ExecutionArgs): string | undefined {
  const operation = getOperationAST(document, operationName);
  const [field, ...others] = operation?.selectionSet.selections ?? [];
  if (field?.kind !== Kind.FIELD || field.name.value !== 'filingStatusChanged' || others.length > 0) return undefined;
  const definition = schema.getSubscriptionType()?.getFields().filingStatusChanged;
  if (!definition) return undefined;
  const { afterEventId, watchlistId } = getArgumentValues(definition, field, variableValues ?? {});
  if (typeof afterEventId === 'string' || typeof watchlistId === 'string') return undefined;
  const text = document.loc?.source.body;
  return text && JSON.stringify([text, operationName ?? null, variableValues ?? {}]);
}

/** Thousands watch the same feed: each event is executed once for all who ask for the same of it. */
export function sharedStatus(contextWith: (own: Context, signal: AbortSignal) => Context): Plugin<Context> {
  const streams = new SharedStreams();
  return {
    onSubscribe: ({ args, subscribeFn, setSubscribeFn }) => {
      const { viewer, signal } = args.contextValue;
      const key = viewer && keyOf(args);
      if (!key) return;
      setSubscribeFn(((own: typeof args) =>
        streams.join(key, signal, async (shared) =>
          subscribeFn({ ...own, contextValue: contextWith(own.contextValue, shared) }),
        )) as typeof subscribeFn);
    },
  };
}
