import type { Plugin } from 'graphql-yoga';
import { AccessError } from '../../core/errors.ts';
import type { Context } from '../context.ts';

/** A stream of events over HTTP ends when its access does, as a socket would. */
export const streamAccess: Plugin<Context> = {
  onSubscribe: ({ args: { contextValue } }) => {
    const { request, viewer, expiresAt, services, abort } = contextValue;
    if (!request || !viewer) return undefined;
    const release = services.leases.add({
      viewer,
      expiresAt,
      end: () => abort(new AccessError('UNAUTHENTICATED', 'The access has ended.')),
    });
    return {
      onSubscribeResult: ({ result }) => {
        if (Symbol.asyncIterator in result) return { onEnd: release };
        release();
        return undefined;
      },
      onSubscribeError: release,
    };
  },
};
