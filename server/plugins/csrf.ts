import { GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * A mutation over HTTP must carry `x-graphql-csrf: 1`: no page of another origin can send that header without asking first, and it is
 * never allowed to. Sockets are guarded by their Origin.
 */
export const csrf: Plugin<{ request?: Request }> = {
  onExecute: ({ args, setResultAndStopExecution }) => {
    const { request } = args.contextValue;
    if (!request || request.headers.get('x-graphql-csrf') === '1') return;
    if (getOperationAST(args.document, args.operationName)?.operation !== 'mutation') return;
    const message = 'Mutations over HTTP carry the header x-graphql-csrf: 1';
    setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions: { code: 'CSRF_REJECTED', http: { status: 403 } } })] });
  },
};
