import type { Viewer } from './viewer.ts';

/** Who asks and under which request: what every write is told, and what the audit row says. */
export interface Caller {
  readonly viewer: Viewer;
  readonly requestId?: string;
}

/** As audit rows name them. */
export const actorOf = (viewer: Viewer): string => (viewer.apiKeyId ? `key:${viewer.apiKeyId}` : `user:${viewer.userId}`);
