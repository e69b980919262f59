import type { AnalysisBody, KeyFigure } from '../../../core/analysis/types.ts';
import type { AnswerCitation } from '../../../core/answer/types.ts';
import { builder } from '../builder.ts';
import { Citation } from '../question/citation.type.ts';

type Sentence = AnalysisBody['summary'][number];
type Event = AnalysisBody['events'][number];

const AnalysisSentence = builder.objectRef<Sentence>('AnalysisSentence').implement({
  description: 'A sentence of the filing itself.',
  fields: (t) => ({
    text: t.exposeString('text'),
    citation: t.field({ type: Citation, resolve: ({ citation }) => citation }),
  }),
});

const KeyFigureType = builder.objectRef<KeyFigure & { accessionNumber: string }>('KeyFigure').implement({
  fields: (t) => ({
    standardConcept: t.exposeString('standardConcept'),
    label: t.exposeString('label'),
    value: t.exposeString('value', { description: 'Exact decimal in base units.' }),
    unit: t.exposeString('unit'),
    periodStart: t.field({ type: 'Date', nullable: true, resolve: ({ periodStart }) => periodStart }),
    periodEnd: t.field({ type: 'Date', resolve: ({ periodEnd }) => periodEnd }),
    previousValue: t.string({
      nullable: true,
      description: 'A year before, in the same filing.',
      resolve: ({ previous }) => previous?.value,
    }),
    previousPeriodEnd: t.field({ type: 'Date', nullable: true, resolve: ({ previous }) => previous?.periodEnd }),
    change: t.exposeString('change', { nullable: true, description: 'Relative: "0.0202" is +2.02 %.' }),
  }),
});

const AnalysisEvent = builder.objectRef<Event>('AnalysisEvent').implement({
  description: 'An item of an 8-K.',
  fields: (t) => ({
    item: t.exposeString('item'),
    title: t.exposeString('title'),
    sentence: t.exposeString('sentence', { nullable: true }),
    citation: t.field({ type: Citation, nullable: true, resolve: ({ citation }): AnswerCitation | undefined => citation }),
  }),
});

const bodyOf = ({ body }: { body: unknown }) => body as AnalysisBody;

export const Analysis = builder.prismaObject('Analysis', {
  description: "Made of the filing's own sentences and facts, nothing else.",
  select: { accessionNumber: true, body: true },
  fields: (t) => ({
    version: t.exposeInt('version'),
    model: t.exposeString('model'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    summary: t.field({ type: [AnalysisSentence], resolve: (analysis) => bodyOf(analysis).summary }),
    keyFigures: t.field({
      type: [KeyFigureType],
      resolve: (analysis) => bodyOf(analysis).keyFigures.map((figure) => ({ ...figure, accessionNumber: analysis.accessionNumber })),
    }),
    events: t.field({ type: [AnalysisEvent], resolve: (analysis) => bodyOf(analysis).events }),
  }),
});
