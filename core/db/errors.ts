import { Prisma } from '../../generated/prisma/client.ts';
import { DomainError, TimeoutError, TransportError } from '../errors.ts';

/** The SQLSTATE behind an error of Prisma, the driver adapter or pg; undefined when the database said nothing. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at && typeof at === 'object' && depth < 6; depth += 1) {
    const { code, originalCode, meta, cause } = at as Record<string, unknown>;
    if (typeof originalCode === 'string') return originalCode;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
    at = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
  return undefined;
}

export const prismaCode = (error: unknown): string | undefined =>
  error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;

/** A unique key that is already taken. */
export const isDuplicate = (error: unknown): boolean => prismaCode(error) === 'P2002' || sqlState(error) === '23505';

/** A foreign key that names no row, or a row of another tenant. */
export const isMissingReference = (error: unknown): boolean => prismaCode(error) === 'P2003' || sqlState(error) === '23503';

/** Lost against another transaction: the same work may pass when it is done again. */
export const isConflict = (error: unknown): boolean => prismaCode(error) === 'P2034' || ['40001', '40P01'].includes(sqlState(error) ?? '');

/** Waited for a lock as long as it may: whoever holds it is not done soon, so the same again would only wait again. */
const isLocked = (error: unknown): boolean => sqlState(error) === '55P03';

const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|Can't reach database/;
const unreachable = (error: unknown): boolean =>
  ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'].includes(prismaCode(error) ?? '') ||
  /^(08|57P0|53)/.test(sqlState(error) ?? '') ||
  (error instanceof Error && UNREACHABLE.test(`${error.message} ${String((error as NodeJS.ErrnoException).code ?? '')}`));

/**
 * What a caller may be told of a failed database call: QUERY_TIMEOUT for a cancelled statement or a transaction past its time,
 * DATABASE_UNAVAILABLE for a server that cannot be reached, has no free connection or whose rows somebody else holds. Anything else comes back as it is.
 */
export function databaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (sqlState(error) === '57014')
    return new TimeoutError('QUERY_TIMEOUT', 'The query took too long and was stopped.', {}, { cause: error });
  if (prismaCode(error) === 'P2028' && error instanceof Error) {
    return /start a transaction/i.test(error.message)
      ? new TransportError('DATABASE_UNAVAILABLE', 'No database connection was free in time. Try again shortly.', {}, { cause: error })
      : new TimeoutError('QUERY_TIMEOUT', 'The transaction took too long and was rolled back.', {}, { cause: error });
  }
  const busy = isConflict(error) || isLocked(error);
  if (busy || unreachable(error)) {
    const why = busy ? 'The database is busy with the same rows.' : 'The database cannot be reached.';
    return new TransportError('DATABASE_UNAVAILABLE', `${why} Try again shortly.`, {}, { cause: error });
  }
  return error;
}
