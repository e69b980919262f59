import { type ApiKeyService, looksLikeApiKey } from '../../core/tenant/api-key.service.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';
import type { TokenVerifier } from './oidc.ts';

/** A token to whoever holds it. */
export interface Identity {
  /** @throws {AccessError} UNAUTHENTICATED for a token that is wrong, expired, revoked or of a disabled user */
  authenticate(token: string): Promise<{ viewer: Viewer; expiresAt: Date | null }>;
  /** The embedded owner; null on any other server. */
  readonly localOwner: Viewer | null;
}

interface IdentityDeps {
  keys: ApiKeyService;
  /** Null without an identity provider. */
  tokens: TokenVerifier | null;
  localOwner: Viewer | null;
}

export const createIdentity = ({ keys, tokens, localOwner }: IdentityDeps): Identity => ({
  localOwner,
  authenticate: (token) => (tokens && !looksLikeApiKey(token) ? tokens.verify(token) : keys.verify(token)),
});
