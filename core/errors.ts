/**
 * Every error that Gravity raises on purpose. Its `code` is part of the public contract; `message` says what happened and what
 * to do, and never holds a secret, SQL or a host.
 *
 * `retryable` decides what a worker does: true tries again with backoff, false ends in a dead letter at once.
 */
export abstract class DomainError extends Error {
  abstract readonly errorClass: ErrorClass;
  abstract readonly retryable: boolean;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

export type ErrorClass = 'TRANSPORT' | 'NOT_FOUND' | 'PARSING' | 'VALIDATION' | 'STALLED' | 'TIMEOUT' | 'INTERNAL';

export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFIG_INVALID'
  | 'RLS_ROLE_UNSAFE'
  | 'RATE_LIMITED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'QUERY_TIMEOUT'
  | 'QUERY_TOO_COMPLEX'
  | 'QUEUE_UNAVAILABLE'
  | 'DATABASE_UNAVAILABLE'
  | 'STORAGE_UNAVAILABLE'
  | 'EDGAR_UNAVAILABLE'
  | 'LLM_UNAVAILABLE'
  | 'ANSWER_REJECTED'
  | 'FETCH_REJECTED'
  | 'FETCH_TIMEOUT'
  | 'DOCUMENT_TOO_LARGE'
  | 'DOCUMENT_EMPTY'
  | 'DOCUMENT_TRUNCATED'
  | 'DOCUMENT_UNREADABLE'
  | 'UNSAFE_ARCHIVE'
  | 'PARSE_TIMEOUT'
  | 'STALLED'
  | 'LEASE_LOST'
  | 'DATA_DIR_LOCKED'
  | 'STORAGE_CORRUPT'
  | 'INTERNAL_SERVER_ERROR';

/** No answer, or a refusal that may pass: network, throttle, a store that is down. */
export class TransportError extends DomainError {
  readonly errorClass = 'TRANSPORT' as const;
  readonly retryable = true;
  /** How long the other side asked us to wait, in milliseconds. */
  get retryAfterMs(): number | undefined {
    const value = this.details.retryAfterMs;
    return typeof value === 'number' ? value : undefined;
  }
}

/** The other side says that it is not there. */
export class NotFoundError extends DomainError {
  readonly errorClass = 'NOT_FOUND' as const;
  readonly retryable = false;
  constructor(message: string, details?: Record<string, unknown>, options?: ErrorOptions) {
    super('NOT_FOUND', message, details, options);
  }
}

/** An answer that we cannot read. */
export class ParsingError extends DomainError {
  readonly errorClass = 'PARSING' as const;
  readonly retryable = false;
}

/** A request that cannot be right: the caller must change it. */
export class ValidationError extends DomainError {
  readonly errorClass = 'VALIDATION' as const;
  readonly retryable = false;
  constructor(message: string, details?: Record<string, unknown>, code: ErrorCode = 'BAD_USER_INPUT', options?: ErrorOptions) {
    super(code, message, details, options);
  }
}

/** Work that took longer than it may. */
export class TimeoutError extends DomainError {
  readonly errorClass = 'TIMEOUT' as const;
  readonly retryable = false;
}

/** The caller may not, or has had enough for now. */
export class AccessError extends DomainError {
  readonly errorClass = 'VALIDATION' as const;
  readonly retryable = false;
}

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
