import { type Relay, startRelay } from '../core/pipeline/outbox.ts';
import type { WorkerDeps } from './worker-context.ts';

/**
 * Every worker process relays, so that no single one is needed: rows are taken with SKIP LOCKED. In this process a nudge wakes it at once;
 * what other processes commit it sees within `pollMs`.
 */
export const relayOutbox = (deps: WorkerDeps): Relay => startRelay(deps, 200);
