import type { Role } from '../../generated/prisma/client.ts';

/** Who asks. Made once a request, from a verified token or the local owner; nothing else decides the tenant. */
export interface Viewer {
  readonly tenantId: string;
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly isOperator: boolean;
  readonly isAdmin: boolean;
  /** The embedded owner on loopback: no limits unless they were set. */
  readonly isLocalOwner: boolean;
  readonly apiKeyId?: string;
}
