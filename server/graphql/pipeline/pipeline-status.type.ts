import { pipelineStatus, type PipelineStatus as Shape, type StageStatus as StageShape } from '../../../core/pipeline/pipeline-status.ts';
import { builder } from '../builder.ts';
import { StageEnum } from '../enums.ts';

const StageStatus = builder.objectRef<StageShape>('StageStatus').implement({
  fields: (t) => ({
    stage: t.field({ type: StageEnum, resolve: ({ stage }) => stage }),
    pending: t.exposeInt('pending'),
    running: t.exposeInt('running'),
    deadLetters: t.exposeInt('deadLetters', { description: 'Not replayed yet.' }),
    lagSeconds: t.exposeFloat('lagSeconds', { description: 'Since the oldest that is due became so.' }),
    p50Seconds: t.exposeFloat('p50Seconds', { nullable: true, description: 'From due to done, over the last 24 hours.' }),
    p95Seconds: t.exposeFloat('p95Seconds', { nullable: true }),
  }),
});

const Freshness = builder.objectRef<Shape['freshness']>('Freshness').implement({
  description: 'First seen to INDEXED, of what was first seen in the last 24 hours.',
  fields: (t) => ({
    count: t.exposeInt('count'),
    p50Seconds: t.exposeFloat('p50Seconds', { nullable: true }),
    p95Seconds: t.exposeFloat('p95Seconds', { nullable: true }),
    p99Seconds: t.exposeFloat('p99Seconds', { nullable: true }),
  }),
});

const PipelineStatus = builder.objectRef<Shape>('PipelineStatus').implement({
  description: 'Depth, lag and freshness as the database has them.',
  fields: (t) => ({
    stages: t.field({ type: [StageStatus], resolve: ({ stages }) => stages }),
    unsentEvents: t.exposeInt('unsentEvents', { description: 'Status changes that are not published yet.' }),
    freshness: t.field({ type: Freshness, resolve: ({ freshness }) => freshness }),
  }),
});

builder.queryField('pipeline', (t) =>
  t.field({ type: PipelineStatus, resolve: (_root, _args, { deps }) => pipelineStatus(deps.database) }),
);
