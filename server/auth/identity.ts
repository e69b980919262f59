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

export function createIdentity({ keys, tokens, localOwner }: IdentityDeps): Identity {
  const running = new Map<string, ReturnType<Identity['authenticate']>>();
  const verify: Identity['authenticate'] = (token) => (tokens && !looksLikeApiKey(token) ? tokens.verify(token) : keys.verify(token));
  return {
    localOwner,
    // A page that loads sends many requests at once: one look-up serves them.
    authenticate(token) {
      const known = running.get(token);
      if (known) return known;
      const answer = verify(token).finally(() => running.delete(token));
      running.set(token, answer);
      return answer;
    },
  };
}
