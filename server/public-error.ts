import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import { DomainError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';

/** HTTP status by code: the error contract. What is not named is 500. */
export const statusOf: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CSRF_REJECTED: 403,
  NOT_FOUND: 200,
  ANSWER_REJECTED: 200,
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  QUERY_TOO_COMPLEX: 400,
  PERSISTED_QUERY_REQUIRED: 400,
  REQUEST_ENTITY_TOO_LARGE: 413,
  DOCUMENT_TOO_LARGE: 413,
  DOCUMENT_EMPTY: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 409,
  RATE_LIMITED: 429,
  QUERY_TIMEOUT: 504,
  QUEUE_UNAVAILABLE: 503,
  DATABASE_UNAVAILABLE: 503,
  STORAGE_UNAVAILABLE: 503,
  EDGAR_UNAVAILABLE: 503,
  LLM_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

const UNEXPECTED = 'Unexpected error.';
/** What a masked error hides, for the log. */
const hidden = new WeakMap<GraphQLError, unknown>();
/** The message that the armor rules are told to give, with the rule's name. */
const TOO_COMPLEX = /QUERY_TOO_COMPLEX:(\w+)/;

export const tooComplexMessage = (rule: string) => `QUERY_TOO_COMPLEX:${rule}`;

/** An error with its code and HTTP status, safe to show: a DomainError or a fault of the request keeps its message, all else is masked. */
export function publicError(error: unknown): GraphQLError {
  const graphql = error instanceof GraphQLError ? error : undefined;
  const domain = find(error, (one) => one instanceof DomainError) as DomainError | undefined;
  if (domain && statusOf[domain.code] !== 500 && statusOf[domain.code] !== undefined) {
    const { retryAfterMs, reason, rule } = domain.details;
    return coded(domain.message, domain.code, graphql, {
      ...(typeof retryAfterMs === 'number' && { retryAfterMs: Math.ceil(retryAfterMs) }),
      ...(typeof reason === 'string' && { reason }),
      ...(typeof rule === 'string' && { rule }),
    });
  }
  if (graphql) {
    const rule = TOO_COMPLEX.exec(graphql.message)?.[1];
    if (rule) return coded('The operation is too complex. Ask for less at a time.', 'QUERY_TOO_COMPLEX', undefined, { rule });
    const code = graphql.extensions.code;
    if (typeof code === 'string' && code in statusOf && code !== 'INTERNAL_SERVER_ERROR' && isOwn(graphql))
      return coded(graphql.message, code, graphql, allowed(graphql));
    if (find(error, (one) => one instanceof PothosValidationError)) return coded(graphql.message, 'BAD_USER_INPUT', graphql);
    // Faults of the request as a whole, such as a variable of the wrong type, have no path.
    if (!graphql.path && isOwn(graphql)) return coded(graphql.message, 'BAD_USER_INPUT', graphql);
  }
  const masked = coded(UNEXPECTED, 'INTERNAL_SERVER_ERROR', graphql);
  hidden.set(masked, error);
  return masked;
}

/** Parse and validation errors, told apart by where they were found. */
export function requestError(error: GraphQLError, code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED'): GraphQLError {
  if (TOO_COMPLEX.test(error.message)) return publicError(error);
  const known = error.extensions.code;
  return coded(error.message, typeof known === 'string' && known in statusOf ? known : code, error);
}

/**
 * The last step before an error leaves: its request id is added, what was masked is logged under the same id. Always a new object:
 * validation results are shared between requests.
 */
export function finishErrors(errors: readonly unknown[], requestId: string, logger: Logger): GraphQLError[] {
  return errors.map((error) => {
    const known =
      error instanceof GraphQLError && 'http' in error.extensions && typeof error.extensions.code === 'string' ? error : undefined;
    const shown = known ?? publicError(error);
    const cause = hidden.get(shown);
    if (cause !== undefined) logger.error({ requestId, path: shown.path?.join('.'), err: logged(cause) }, 'an operation failed');
    return new GraphQLError(shown.message, {
      nodes: shown.nodes,
      source: shown.source,
      positions: shown.positions,
      path: shown.path,
      // Yoga marks errors that it would answer with 200 to old clients; the contract knows no such difference.
      extensions: { ...shown.extensions, http: { ...(shown.extensions.http as object), spec: undefined }, requestId },
    });
  });
}

/** The same without what only HTTP needs: for sockets. */
export function finishSocketErrors(errors: readonly unknown[], requestId: string, logger: Logger): GraphQLError[] {
  return finishErrors(errors, requestId, logger).map(
    ({ message, nodes, source, positions, path, extensions: { http: _http, ...extensions } }) => {
      return new GraphQLError(message, { nodes, source, positions, path, extensions });
    },
  );
}

function coded(message: string, code: string, from: GraphQLError | undefined, more: Record<string, unknown> = {}): GraphQLError {
  const status = statusOf[code] ?? 500;
  const { retryAfterMs } = more;
  const retryAfter = typeof retryAfterMs === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) } : undefined;
  const headers = code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : retryAfter;
  return new GraphQLError(message, {
    nodes: from?.nodes,
    source: from?.source,
    positions: from?.positions,
    path: from?.path,
    extensions: { code, ...more, http: { ...(http(from) ?? { status }), ...(headers && { headers }) } },
  });
}

/** A status that whoever made the error insisted on, such as 405 with its Allow header. */
function http(from: GraphQLError | undefined): { status: number } | undefined {
  const given = from?.extensions.http as { status?: number; headers?: Record<string, string> } | undefined;
  if (!given?.status || given.status < 400 || from?.extensions.code !== 'BAD_REQUEST') return undefined;
  return { status: given.status, ...(given.headers && { headers: given.headers }) };
}

const allowed = ({ extensions: { retryAfterMs, rule } }: GraphQLError) => ({
  ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  ...(typeof rule === 'string' && { rule }),
});

/** Made as a GraphQLError on purpose, not wrapped around something that was thrown. */
function isOwn(error: GraphQLError): boolean {
  return !error.originalError || (error.originalError instanceof GraphQLError && isOwn(error.originalError));
}

function find(error: unknown, matches: (error: unknown) => boolean): unknown {
  for (let at = error, depth = 0; at && depth < 5; depth += 1) {
    if (matches(at)) return at;
    at = at instanceof GraphQLError ? at.originalError : at instanceof Error ? at.cause : undefined;
  }
  return undefined;
}

const logged = (cause: unknown) => (cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause);
