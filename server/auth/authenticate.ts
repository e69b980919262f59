import { AccessError } from '../../core/errors.ts';
import type { RateLimitStore } from '../../core/limits/types.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';
import { rateLimited } from '../plugins/limits.ts';
import type { Identity } from './identity.ts';

/** How a request says who it is, whatever carries it. */
export interface Credentials {
  authorization: string | null;
  /** `Host` as the client wrote it. */
  host: string | null;
  origin: string | null;
  remoteAddress: string;
}

export interface Access {
  viewer: Viewer | null;
  expiresAt: Date | null;
}

const MAX_FAILURES = 20;

/**
 * A bearer token when there is one; else the local owner, when the server is embedded and the request was made to loopback by a page of
 * loopback or by no page at all (a name that was pointed at 127.0.0.1 carries its own Host, a foreign page its own Origin).
 * @throws {AccessError} UNAUTHENTICATED; RATE_LIMITED after twenty wrong tokens of one address in a minute
 */
export async function authenticate(identity: Identity, limits: RateLimitStore, credentials: Credentials): Promise<Access> {
  const { authorization, remoteAddress } = credentials;
  if (!authorization) return { viewer: fromLoopback(credentials) ? identity.localOwner : null, expiresAt: null };
  try {
    return await identity.authenticate(bearerOf(authorization));
  } catch (error) {
    if (error instanceof AccessError && error.code === 'UNAUTHENTICATED') {
      const { admitted, retryAfterMs } = await limits.take(`auth-failure:${remoteAddress}`, { max: MAX_FAILURES, windowMs: 60_000 });
      if (!admitted) throw rateLimited(retryAfterMs);
    }
    throw error;
  }
}

function bearerOf(authorization: string): string {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  if (!token) throw new AccessError('UNAUTHENTICATED', 'The Authorization header must be "Bearer <key or token>"');
  return token;
}

export const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

function fromLoopback({ host, origin }: Credentials): boolean {
  const hostname = host && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  if (!isLoopback(hostname)) return false;
  return origin === null || (URL.canParse(origin) && isLoopback(new URL(origin).hostname));
}
