import type { ChildPlan } from './child-protocol.ts';
import type { CorpusFiling } from './corpus.ts';
import type { World } from './world.ts';

export interface Scenario {
  id: string;
  title: string;
  smoke: boolean;
  /** How many filings; smoke runs with fewer. */
  filings: number;
  smokeFilings?: number;
  proxies?: readonly ('postgres' | 'redis')[];
  /** Chunks are compared with those of a run without faults unless the scenario changes what they hold. */
  comparesChunks?: boolean;
  /** Makes the faults and waits for the end. @returns seconds from the end of the fault to the end of the work, and what else it measured */
  run(world: World): Promise<{ recoverySeconds: number; notes?: string }>;
}

/** Two ready workers, the usual set. */
export async function twoWorkers(world: World, plan: ChildPlan = {}, env: Record<string, string> = {}): Promise<void> {
  const workers = [world.startWorker(plan, env), world.startWorker(plan, env)];
  await Promise.all(workers.map(({ ready }) => ready));
}

/** Long, because machines that run other things beside are slow; what is measured is how long it took. */
export const settleMs = 300_000;

/** Waits for the end and says how long it took. */
export async function recovered(world: World, timeoutMs = settleMs): Promise<number> {
  const from = performance.now();
  await world.settled(timeoutMs);
  return (performance.now() - from) / 1_000;
}

/** How many filings stand at INDEXED or are dead letters. */
export async function endedCount(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `select count(*)::int as count from filing where status in ('INDEXED', 'DEAD_LETTERED', 'ANALYZED_NOT_INDEXED')`,
  );
  return rows[0]?.count ?? 0;
}

export const part = (corpus: readonly CorpusFiling[], from: number, to: number) =>
  corpus.slice(Math.floor(corpus.length * from), Math.floor(corpus.length * to));

/** Fails unless something was in the middle of its work. */
export const midway = (world: World, atLeast = 3) =>
  world.until('work is under way', async () => (await endedCount(world)) >= atLeast, 60_000);
