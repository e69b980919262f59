import { padCik } from '../../../core/edgar/cik.ts';
import type { Interpretation as Shape } from '../../../core/search/types.ts';
import { builder } from '../builder.ts';
import { FiscalPeriodEnum } from '../enums.ts';

const InterpretedCompany = builder.objectRef<Shape['companies'][number]>('InterpretedCompany').implement({
  fields: (t) => ({
    cik: t.string({ resolve: ({ cik }) => padCik(cik) }),
    ticker: t.exposeString('ticker', { nullable: true }),
    name: t.exposeString('name'),
    matchedText: t.exposeString('matchedText', { description: 'The words of the question that named it.' }),
  }),
});

const InterpretedPeriod = builder.objectRef<Shape['periods'][number]>('InterpretedPeriod').implement({
  fields: (t) => ({
    fiscalYear: t.exposeInt('fiscalYear', { nullable: true }),
    fiscalPeriod: t.field({ type: FiscalPeriodEnum, nullable: true, resolve: ({ fiscalPeriod }) => fiscalPeriod }),
    asOfDate: t.field({ type: 'Date', nullable: true, resolve: ({ asOfDate }) => asOfDate }),
    matchedText: t.exposeString('matchedText'),
  }),
});

const InterpretedConcept = builder.objectRef<Shape['concepts'][number]>('InterpretedConcept').implement({
  fields: (t) => ({ concept: t.exposeString('concept'), matchedText: t.exposeString('matchedText') }),
});

const Relaxation = builder.objectRef<Shape['relaxations'][number]>('Relaxation').implement({
  description: 'A filter that was loosened because it left nothing.',
  fields: (t) => ({
    filter: t.exposeString('filter'),
    from: t.exposeString('from'),
    to: t.exposeString('to'),
    reason: t.exposeString('reason'),
  }),
});

const QuestionKind = builder.enumType('QuestionKind', {
  values: ['FIGURE', 'RATIO', 'COMPARISON', 'TREND', 'TEXT', 'LIST', 'NOT_A_FILING_QUESTION'] as const,
});

export const Interpretation = builder.objectRef<Shape>('Interpretation').implement({
  description: 'What the question was understood to ask. Filters given by the caller override it.',
  fields: (t) => ({
    question: t.exposeString('question'),
    kind: t.field({ type: QuestionKind, resolve: ({ kind }) => kind }),
    companies: t.field({ type: [InterpretedCompany], resolve: ({ companies }) => companies }),
    unknownCompanies: t.exposeStringList('unknownCompanies', { description: 'Names that look like companies and match none.' }),
    periods: t.field({ type: [InterpretedPeriod], resolve: ({ periods }) => periods }),
    forms: t.exposeStringList('forms'),
    statements: t.exposeStringList('statements'),
    sections: t.exposeStringList('sections'),
    concepts: t.field({ type: [InterpretedConcept], resolve: ({ concepts }) => concepts }),
    terms: t.exposeStringList('terms'),
    relaxations: t.field({ type: [Relaxation], resolve: ({ relaxations }) => relaxations }),
  }),
});
