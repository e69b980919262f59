import type { PipelineSnapshot, StageLoad } from '../../deps.ts';
import { builder } from '../builder.ts';
import { StageEnum } from '../enums.ts';

const StageStatus = builder.objectRef<StageLoad>('StageStatus').implement({
  fields: (t) => ({
    stage: t.field({ type: StageEnum, resolve: ({ stage }) => stage }),
    pending: t.exposeInt('pending'),
    running: t.exposeInt('running'),
    failed: t.exposeInt('failed'),
    oldestPendingMs: t.exposeFloat('oldestPendingMs', { nullable: true, description: 'How long the oldest that waits has waited.' }),
  }),
});

const Freshness = builder.objectRef<PipelineSnapshot['freshness']>('Freshness').implement({
  description: 'Filing seen to INDEXED, over the last 24 hours, in milliseconds.',
  fields: (t) => ({
    p50: t.exposeFloat('p50', { nullable: true }),
    p95: t.exposeFloat('p95', { nullable: true }),
    p99: t.exposeFloat('p99', { nullable: true }),
    count: t.exposeInt('count'),
  }),
});

const PipelineStatus = builder.objectRef<PipelineSnapshot>('PipelineStatus').implement({
  fields: (t) => ({
    stages: t.field({ type: [StageStatus], resolve: ({ stages }) => stages }),
    unsentEvents: t.exposeInt('unsentEvents', { description: 'Status changes that are not published yet.' }),
    relayLagMs: t.exposeFloat('relayLagMs', { nullable: true, description: 'Age of the oldest of them.' }),
    freshness: t.field({ type: Freshness, resolve: ({ freshness }) => freshness }),
    deadLetters: t.exposeInt('deadLetters', { description: 'Not replayed yet.' }),
  }),
});

builder.queryField('pipeline', (t) => t.field({ type: PipelineStatus, resolve: (_root, _args, { deps }) => deps.pipeline.status() }));
