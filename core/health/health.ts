import type { Database } from '../db/client.ts';
import type { EventBus } from '../events/types.ts';
import type { Queues } from '../queues.ts';
import type { ObjectStore } from '../storage/types.ts';

export interface Health {
  /** What is known of each dependency; a failure shows within three seconds. */
  readonly dependencies: Readonly<Record<string, Dependency>>;
  /** From now on the answer is no: the process is about to stop. */
  drain(): void;
  readonly isDraining: boolean;
  readonly isReady: boolean;
  readonly degraded: string[];
  start(): Promise<void>;
  close(): void;
}

export interface Dependency {
  status: 'up' | 'down' | 'unknown';
  /** Without it nothing can be answered. */
  required: boolean;
}

export interface Probe {
  /** Without it this process does nothing. */
  required: boolean;
  /** False or a rejection: it is down. */
  isUp(): Promise<unknown>;
}

const EVERY_MS = 1_000;
const PROBE_TIMEOUT_MS = 900;

export interface Stores {
  database: Database;
  queues: Queues;
  events: EventBus;
  objects: ObjectStore;
}

/** The stores that every process has. A server goes on without its queues, a worker does not. */
export const storeProbes = ({ database, queues, events, objects }: Stores, needs: { queues: boolean }): Record<string, Probe> => ({
  database: { required: true, isUp: () => database.pool.query('select 1') },
  queues: { required: needs.queues, isUp: () => queues.ping() },
  events: { required: false, isUp: async () => !events.degraded },
  objects: { required: false, isUp: () => objects.ping() },
});

/** Probes run beside the requests, so that the answer never waits for a dependency that hangs. */
export function createHealth(probes: Record<string, Probe>): Health {
  const dependencies: Record<string, Dependency> = Object.fromEntries(
    Object.entries(probes).map(([name, { required }]) => [name, { status: 'unknown', required }]),
  );
  let draining = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const failures = new Map<string, number>();
  async function probe(name: string, { isUp, required }: Probe): Promise<void> {
    const count = (await answersInTime(isUp)) ? 0 : (failures.get(name) ?? 0) + 1;
    failures.set(name, count);
    // One late answer is a busy machine, two are a dependency that is down.
    const before = dependencies[name]?.status ?? 'unknown';
    dependencies[name] = { status: count === 0 ? 'up' : count === 1 ? before : 'down', required };
  }
  async function round(): Promise<void> {
    await Promise.all(Object.entries(probes).map(([name, one]) => probe(name, one)));
    if (closed) return;
    timer = setTimeout(() => void round(), EVERY_MS);
    timer.unref();
  }
  const down = (required: boolean) =>
    Object.entries(dependencies)
      .filter(([, dependency]) => dependency.status === 'down' && dependency.required === required)
      .map(([name]) => name);

  return {
    dependencies,
    get isDraining() {
      return draining;
    },
    get isReady() {
      return !draining && down(true).length === 0;
    },
    get degraded() {
      return down(false);
    },
    drain() {
      draining = true;
    },
    start: round,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

async function answersInTime(isUp: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([
      isUp().then(
        (answer) => answer !== false,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
