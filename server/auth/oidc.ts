import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { AccessError, errorMessage, TransportError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';

export interface TokenVerifier {
  verify(token: string): Promise<{ viewer: Viewer; expiresAt: Date | null }>;
}

export interface OidcOptions {
  issuer: string;
  audience: string;
  logger: Logger;
  /** The user of a subject, in the tenant that the token names when it names one. */
  findViewer(identity: { subject: string; tenantId?: string }): Promise<Viewer | null>;
}

/** Only signatures with a public key: a token signed with it as if it were a shared secret is refused. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const SKEW_SECONDS = 30;
const KEYS_LIVE_MS = 24 * 3_600_000;
/** Unknown key ids fetch the keys again at most this often. */
const REFETCH_EVERY_MS = 30_000;

/**
 * Access tokens of one issuer for one audience. Keys come from the issuer's discovery document only; what a token's header says of keys is
 * ignored. All wrong tokens get the same answer.
 */
export function createTokenVerifier({ issuer, audience, logger, findViewer }: OidcOptions): TokenVerifier {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const loadKeys = () => {
    keys ??= discover(issuer).then((uri) => createRemoteJWKSet(uri, { cooldownDuration: REFETCH_EVERY_MS, cacheMaxAge: KEYS_LIVE_MS }));
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  };

  async function payloadOf(token: string): Promise<JWTPayload> {
    const getKey = await loadKeys();
    const { payload } = await jwtVerify(token, getKey, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  }

  return {
    async verify(token) {
      const payload = await payloadOf(token).catch((error: unknown) => {
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) throw refused();
        logger.warn({ reason: errorMessage(error) }, "the identity provider's keys cannot be read");
        throw error instanceof TransportError ? error : refused();
      });
      const tenantId = typeof payload.tenant_id === 'string' ? payload.tenant_id : undefined;
      const viewer = await findViewer({ subject: payload.sub ?? '', tenantId });
      if (!viewer) throw refused();
      return { viewer, expiresAt: payload.exp === undefined ? null : new Date((payload.exp + SKEW_SECONDS) * 1000) };
    },
  };
}

const refused = () => new AccessError('UNAUTHENTICATED', 'The token is not valid.');

/** Where the issuer keeps its keys. Source: OpenID Connect Discovery 1.0, section 4. */
async function discover(issuer: string): Promise<URL> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(5_000),
  });
  const { jwks_uri: uri, issuer: named } = (await response.json()) as { jwks_uri?: unknown; issuer?: unknown };
  if (typeof uri !== 'string' || named !== issuer) throw new Error('the discovery document does not name this issuer and its keys');
  return new URL(uri);
}
