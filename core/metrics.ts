import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the pipeline counts. One instance a process, made by whoever composes it; `/metrics` prints `registry`. */
export interface Metrics {
  readonly registry: Registry;
  /** Runs of a stage by how they ended: done, skipped, later, dead, released. */
  readonly stageRuns: Counter<'stage' | 'outcome'>;
  readonly stageSeconds: Histogram<'stage'>;
  /** Commits that came after the lease was taken over, and so affected nothing. */
  readonly staleCommits: Counter<'stage'>;
  readonly deadLetters: Counter<'stage' | 'code'>;
  readonly relayedEvents: Counter;
  /** From the transaction that wrote an event to its publication. */
  readonly relayLagSeconds: Histogram;
  /** What the reconciler had to put right, by kind; steadily above zero means that something is broken. */
  readonly reconciled: Counter<'kind'>;
  /** Stage rows that wait or run, by stage. */
  readonly stageDepth: Gauge<'stage'>;
}

export function createMetrics(registry = new Registry()): Metrics {
  const registers = [registry];
  return {
    registry,
    stageRuns: new Counter({
      name: 'gravity_stage_runs_total',
      help: 'Stage runs by outcome',
      labelNames: ['stage', 'outcome'],
      registers,
    }),
    stageSeconds: new Histogram({
      name: 'gravity_stage_seconds',
      help: 'Seconds a stage took',
      labelNames: ['stage'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    staleCommits: new Counter({
      name: 'gravity_stale_commit_total',
      help: 'Commits refused by the fencing token',
      labelNames: ['stage'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'gravity_dead_letters_total',
      help: 'Dead letters written',
      labelNames: ['stage', 'code'],
      registers,
    }),
    relayedEvents: new Counter({ name: 'gravity_relayed_events_total', help: 'Filing events published', registers }),
    relayLagSeconds: new Histogram({
      name: 'gravity_relay_lag_seconds',
      help: 'Seconds from event to publication',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30],
      registers,
    }),
    reconciled: new Counter({ name: 'gravity_reconciled_total', help: 'Rows the reconciler put right', labelNames: ['kind'], registers }),
    stageDepth: new Gauge({ name: 'gravity_stage_depth', help: 'Stage rows waiting or running', labelNames: ['stage'], registers }),
  };
}
