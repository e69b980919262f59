import type { Plugin } from 'graphql-yoga';
import { TimeoutError } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import { publicError } from '../public-error.ts';

/** An operation that takes longer than this is answered with QUERY_TIMEOUT and told to stop. Subscriptions go on as long as they like. */
export const deadline = (timeoutMs: number): Plugin<Context> => ({
  onExecute: ({ executeFn, setExecuteFn, args }) => {
    setExecuteFn(async (...input: Parameters<typeof executeFn>) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<object>((resolve) => {
        timer = setTimeout(() => {
          const error = new TimeoutError('QUERY_TIMEOUT', 'The operation took too long and was stopped.');
          args.contextValue.abort(error);
          resolve({ errors: [publicError(error)] });
        }, timeoutMs);
      });
      try {
        return await Promise.race([executeFn(...input), late]);
      } finally {
        clearTimeout(timer);
      }
    });
  },
});
