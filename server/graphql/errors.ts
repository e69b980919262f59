import { DomainError, type ErrorCode } from '../../core/errors.ts';
import { builder } from './builder.ts';

/** A DomainError that the caller can act on, as a member of a mutation's result union. One class a code: unions tell them apart by class. */
abstract class ResultError extends Error {
  constructor(readonly source: DomainError) {
    super(source.message, { cause: source });
    this.name = new.target.name;
  }
  get code(): ErrorCode {
    return this.source.code;
  }
}

export class BadUserInputError extends ResultError {}
export class NotFoundResultError extends ResultError {}
export class IdempotencyKeyReusedError extends ResultError {}
export class QueueUnavailableError extends ResultError {}
export class DatabaseUnavailableError extends ResultError {}
export class StorageUnavailableError extends ResultError {}
export class EdgarUnavailableError extends ResultError {}
export class LlmUnavailableError extends ResultError {}

const ErrorInterface = builder.interfaceRef<ResultError>('Error').implement({
  description: 'What went wrong, in words that say what to do. `requestId` names the request in our logs.',
  fields: (t) => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    requestId: t.string({ resolve: (_error, _args, context) => context.requestId }),
  }),
});

const retryAfterOf = ({ source }: ResultError) => {
  const value = source.details.retryAfterMs;
  return typeof value === 'number' ? Math.ceil(value) : null;
};

builder.objectType(BadUserInputError, { name: 'BadUserInputError', interfaces: [ErrorInterface] });
builder.objectType(NotFoundResultError, { name: 'NotFoundError', interfaces: [ErrorInterface] });
builder.objectType(IdempotencyKeyReusedError, { name: 'IdempotencyKeyReusedError', interfaces: [ErrorInterface] });
for (const [name, type] of Object.entries({
  QueueUnavailableError,
  DatabaseUnavailableError,
  StorageUnavailableError,
  EdgarUnavailableError,
  LlmUnavailableError,
}))
  builder.objectType(type, {
    name,
    interfaces: [ErrorInterface],
    fields: (t) => ({ retryAfterMs: t.int({ nullable: true, resolve: retryAfterOf }) }),
  });

const byCode = {
  BAD_USER_INPUT: BadUserInputError,
  NOT_FOUND: NotFoundResultError,
  IDEMPOTENCY_KEY_REUSED: IdempotencyKeyReusedError,
  QUEUE_UNAVAILABLE: QueueUnavailableError,
  DATABASE_UNAVAILABLE: DatabaseUnavailableError,
  STORAGE_UNAVAILABLE: StorageUnavailableError,
  EDGAR_UNAVAILABLE: EdgarUnavailableError,
  LLM_UNAVAILABLE: LlmUnavailableError,
} satisfies Partial<Record<ErrorCode, new (source: DomainError) => ResultError>>;

export type ResultCode = keyof typeof byCode;

/** The `errors` option of a mutation's field: which codes are members of `<Name>Result`. Every mutation needs the database. */
export const resultOf = (name: string, ...codes: ResultCode[]) => ({
  types: [...new Set<ResultCode>(['BAD_USER_INPUT', ...codes, 'DATABASE_UNAVAILABLE'])].map((code) => byCode[code]),
  union: { name: `${name}Result` },
});

/** Runs a use case and turns a DomainError into its union member; what has none stays thrown and becomes a top-level error. */
export async function asResult<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError && error.code in byCode) throw new byCode[error.code as ResultCode](error);
    throw error;
  }
}
