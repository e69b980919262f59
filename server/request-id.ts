import { randomUUID } from 'node:crypto';

/** The caller's `x-request-id` when it is short and plain, else a new one. */
export function requestIdOf(given: string | string[] | null | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
