import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../auth/authenticate.ts';

/**
 * A browser names the page that opens a socket: it must be one of ours. In development any page of loopback is, such as Vite's.
 * Programs send no Origin; they need a token, and no cookie stands for one.
 */
export function isAllowedOrigin({ headers }: IncomingMessage, development: boolean): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host || (development && isLoopback(page.hostname));
}
