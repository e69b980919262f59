import { ValidationError } from '../../../core/errors.ts';
import type { Candidate, SearchFilterInput as CoreFilter, SearchOutcome } from '../../../core/search/types.ts';
import { type Context, viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { DegradationEnum, FiscalPeriodEnum } from '../enums.ts';
import { filingByAccession } from '../filing/filing-loader.ts';
import { defined } from '../inputs.ts';
import { loadTogether } from '../load-together.ts';
import { PrivateDocument } from '../private-document/private-document.type.ts';
import { Chunk, type ChunkShape } from './chunk.type.ts';
import { Interpretation } from './interpretation.type.ts';

const MAX_QUERY_CHARACTERS = 2_000;

interface Hit {
  candidate: Candidate;
  chunk: ChunkShape & { accessionNumber?: string };
}

const SearchHit = builder.objectRef<Hit>('SearchHit').implement({
  fields: (t) => ({
    score: t.float({ resolve: ({ candidate }) => candidate.score }),
    chunk: t.field({ type: Chunk, resolve: ({ chunk }) => chunk }),
    filing: t.prismaField({
      type: 'Filing',
      nullable: true,
      resolve: (query, { chunk }, _args, context, info) =>
        chunk.accessionNumber ? filingByAccession(context, info, query, chunk.accessionNumber) : null,
    }),
    privateDocument: t.prismaField({
      type: PrivateDocument,
      nullable: true,
      description: "Set where the passage is one of your own documents', not a filing's.",
      resolve: (query, { candidate }, _args, context, info) =>
        candidate.privateDocumentId
          ? loadTogether(
              context,
              info,
              candidate.privateDocumentId,
              (ids) => context.db.privateDocument.findMany({ ...nonEmpty(query), where: { id: { in: ids } } }),
              ({ id }) => id,
            )
          : null,
    }),
  }),
});

const SearchResult = builder.objectRef<SearchOutcome & { loaded: Hit[] }>('SearchResult').implement({
  fields: (t) => ({
    interpretation: t.field({ type: Interpretation, resolve: ({ interpretation }) => interpretation }),
    hits: t.field({ type: [SearchHit], complexity: { field: 0, multiplier: 1 }, resolve: ({ loaded }) => loaded }),
    degraded: t.field({ type: [DegradationEnum], resolve: ({ degraded }) => degraded }),
  }),
});

const SearchFilter = builder.inputType('SearchFilter', {
  description: 'Hard filters: they override what was read from the question.',
  fields: (t) => ({
    tickers: t.stringList(),
    accessionNumbers: t.stringList(),
    forms: t.stringList(),
    fiscalYears: t.intList(),
    fiscalPeriods: t.field({ type: [FiscalPeriodEnum] }),
    asOf: t.field({ type: 'DateTime', description: 'Only what was known at that instant.' }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: SearchResult,
    args: {
      query: t.arg.string({ required: true }),
      first: t.arg.int({ defaultValue: 10 }),
      filter: t.arg({ type: SearchFilter }),
    },
    complexity: connectionComplexity,
    resolve: async (_root, { query, first, filter }, context) => {
      const text = query.trim();
      if (text === '') throw new ValidationError('query must not be empty');
      if (text.length > MAX_QUERY_CHARACTERS) throw new ValidationError(`query must have at most ${MAX_QUERY_CHARACTERS} characters`);
      const outcome = await context.deps.search.search({
        query: text,
        first: first ?? 10,
        filter: filter ? (defined(filter) as CoreFilter) : undefined,
        tenantId: viewerOf(context).tenantId,
        signal: context.signal,
      });
      return { ...outcome, loaded: await loadHits(context, outcome.hits) };
    },
  }),
);

async function loadHits(context: Context, candidates: Candidate[]): Promise<Hit[]> {
  const own = candidates.filter(({ privateDocumentId }) => privateDocumentId !== undefined).map(({ chunkId }) => chunkId);
  const shared = candidates.filter(({ privateDocumentId }) => privateDocumentId === undefined).map(({ chunkId }) => chunkId);
  const [sharedRows, ownRows] = await Promise.all([
    shared.length > 0 ? context.db.chunk.findMany({ where: { id: { in: shared } } }) : [],
    own.length > 0
      ? context.db.privateChunk.findMany({ where: { id: { in: own } }, include: { document: { select: { name: true } } } })
      : [],
  ]);
  const sharedById = new Map<bigint, Hit['chunk']>(sharedRows.map((row) => [row.id, row]));
  const ownById = new Map<bigint, Hit['chunk']>(ownRows.map((row) => [row.id, { ...row, documentName: row.document.name }]));
  return candidates.flatMap((candidate) => {
    const chunk = (candidate.privateDocumentId === undefined ? sharedById : ownById).get(candidate.chunkId);
    return chunk ? [{ candidate, chunk }] : [];
  });
}
