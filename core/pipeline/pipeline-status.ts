import type { Stage } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { stageOrder } from './stages.ts';

export interface StageStatus {
  stage: Stage;
  /** Rows that wait, run, and ended in a dead letter that was not replayed. */
  pending: number;
  running: number;
  deadLetters: number;
  /** Seconds since the oldest row that is due became so; 0 when none is. */
  lagSeconds: number;
  /** Seconds from a row's making to its end, over the last 24 hours; null without any. */
  p50Seconds: number | null;
  p95Seconds: number | null;
}

export interface PipelineStatus {
  stages: StageStatus[];
  /** Events that the relay has not sent. */
  unsentEvents: number;
  /** First seen to INDEXED in seconds, of what was first seen in the last 24 hours; null without any. */
  freshness: { count: number; p50Seconds: number | null; p95Seconds: number | null; p99Seconds: number | null };
}

/** Rows that wait or run, over all stages: what backpressure goes by. */
export async function openStageCount(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ open: number }>(
    `select count(*)::int as open from filing_stage where state in ('PENDING', 'RUNNING')`,
  );
  return rows[0]?.open ?? 0;
}

/** Depth, lag and freshness as PostgreSQL has them: the same with the queue down. */
export async function pipelineStatus(database: Database): Promise<PipelineStatus> {
  const [open, letters, times, events, freshness] = await Promise.all([
    database.pool.query<{ stage: Stage; pending: number; running: number; lag: number }>(
      `select stage, count(*) filter (where state = 'PENDING')::int as pending, count(*) filter (where state = 'RUNNING')::int as running,
              greatest(0, coalesce(extract(epoch from now() - min(available_at) filter (where state = 'PENDING')), 0))::float8 as lag
         from filing_stage where state in ('PENDING', 'RUNNING') group by stage`,
    ),
    database.pool.query<{ stage: Stage; count: number }>(
      'select stage, count(*)::int as count from dead_letter where replayed_at is null group by stage',
    ),
    database.pool.query<{ stage: Stage; p50: number; p95: number }>(
      `select stage, percentile_cont(0.5) within group (order by took) as p50, percentile_cont(0.95) within group (order by took) as p95
         from (select stage, extract(epoch from finished_at - created_at)::float8 as took from filing_stage
                where state = 'DONE' and finished_at > now() - interval '24 hours') t group by stage`,
    ),
    database.pool.query<{ count: number }>('select count(*)::int as count from filing_event where sent_at is null'),
    database.pool.query<{ count: number; p50: number | null; p95: number | null; p99: number | null }>(
      `select count(*)::int as count, percentile_cont(0.5) within group (order by took) as p50,
              percentile_cont(0.95) within group (order by took) as p95, percentile_cont(0.99) within group (order by took) as p99
         from (select extract(epoch from min(e.at) - f.first_seen_at)::float8 as took
                 from filing f join filing_event e using (accession_number)
                where f.first_seen_at > now() - interval '24 hours' and e."to" = 'INDEXED' group by f.accession_number) t`,
    ),
  ]);
  const find = <T extends { stage: Stage }>(rows: T[], stage: Stage) => rows.find((row) => row.stage === stage);
  const fresh = freshness.rows[0];
  return {
    stages: stageOrder.map((stage) => ({
      stage,
      pending: find(open.rows, stage)?.pending ?? 0,
      running: find(open.rows, stage)?.running ?? 0,
      deadLetters: find(letters.rows, stage)?.count ?? 0,
      lagSeconds: find(open.rows, stage)?.lag ?? 0,
      p50Seconds: find(times.rows, stage)?.p50 ?? null,
      p95Seconds: find(times.rows, stage)?.p95 ?? null,
    })),
    unsentEvents: events.rows[0]?.count ?? 0,
    freshness: {
      count: fresh?.count ?? 0,
      p50Seconds: fresh?.p50 ?? null,
      p95Seconds: fresh?.p95 ?? null,
      p99Seconds: fresh?.p99 ?? null,
    },
  };
}
