import { sqlState } from '../db/errors.ts';
import { DomainError, type ErrorClass, type ErrorCode, errorMessage } from '../errors.ts';

/** An error as the pipeline keeps it: what to tell the operator and whether another attempt could end otherwise. */
export interface Failure {
  readonly errorClass: ErrorClass;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** An open breaker refused the call: nothing was tried, so nothing counts. */
  readonly isRefusal?: boolean;
}

/** A stage that did not end in its time. Worth another attempt: the store or the machine may have been slow. */
export class DeadlineError extends DomainError {
  readonly errorClass = 'TIMEOUT' as const;
  readonly retryable = true;
}

/** The work was taken over by another worker; what this one prepared is dropped. */
export class LeaseLostError extends DomainError {
  readonly errorClass = 'STALLED' as const;
  readonly retryable = true;
  constructor(accessionNumber: string) {
    super('LEASE_LOST', `The lease on ${accessionNumber} was lost to another worker`, { accessionNumber });
  }
}

/** Turns whatever was thrown into a failure. Reasons are cut to 500 characters; errors that are not ours never show their statement. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof DomainError)
    return {
      errorClass: error.errorClass,
      code: error.code,
      reason: error.message.slice(0, 500),
      // A slow database is a passing state, whatever the statement was.
      retryable: error.retryable || error.code === 'QUERY_TIMEOUT',
      retryAfterMs: typeof error.details.retryAfterMs === 'number' ? error.details.retryAfterMs : undefined,
      isRefusal: error.errorClass === 'TRANSPORT' && typeof error.details.breaker === 'string',
    };
  // Class 22, data exception: the same bytes raise it every time.
  const refused = /^22/.exec(sqlState(error) ?? '') ? sqlState(error) : undefined;
  return {
    errorClass: 'INTERNAL',
    code: 'INTERNAL_SERVER_ERROR',
    reason: refused ? `The database refused a value (SQLSTATE ${refused})` : lastLine(errorMessage(error)),
    retryable: refused === undefined,
  };
}

/** Prisma puts the call before the cause: only the last line says what happened. */
const lastLine = (message: string) => (message.trim().split('\n').at(-1) ?? '').slice(0, 500) || 'Unknown error';
