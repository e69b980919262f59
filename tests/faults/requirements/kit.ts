import { createInProcessBus } from '../../../core/events/in-process-bus.ts';
import { createMetrics } from '../../../core/metrics.ts';
import { relayBatch } from '../../../core/pipeline/outbox.ts';
import type { RunStageDeps } from '../../../core/pipeline/run-stage.ts';
import type { StageKey } from '../../../core/pipeline/stages.ts';
import type { StageHandler } from '../../../core/pipeline/types.ts';
import type { World } from '../world.ts';

/** Requirements 38 to 47 of the reliability notes, one test each. Throws what does not hold, returns what was measured. */
export interface Requirement {
  id: string;
  text: string;
  filings: number;
  run(world: World): Promise<string>;
}

export const must = (holds: boolean, otherwise: string) => {
  if (!holds) throw new Error(otherwise);
};
export const nothing = async () => undefined;
export const handler = (stage: StageHandler['stage'], over: Partial<StageHandler> = {}): StageHandler => ({
  stage,
  version: 1,
  prepare: nothing,
  commit: nothing,
  ...over,
});
export const keyOf = (world: World, index = 0, stage: StageKey['stage'] = 'INGEST'): StageKey => ({
  accessionNumber: world.corpus[index]?.filing.accessionNumber ?? '',
  stage,
  version: 1,
});
export const deps = (world: World, over: Partial<RunStageDeps> = {}): RunStageDeps => ({
  ...world,
  metrics: createMetrics(),
  owner: 'requirements',
  nextVersion: 1,
  shutdown: new AbortController().signal,
  random: () => 0.5,
  ...over,
});
export const relay = async (world: World) => {
  while ((await relayBatch({ ...world, events: createInProcessBus(world.logger), metrics: createMetrics() })) > 0);
};
export const count = async (world: World, sql: string, values: unknown[] = []): Promise<number> =>
  Number((await world.database.pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);
export const due = (world: World) => world.database.pool.query("update filing_stage set available_at = now() - interval '1 second'");
