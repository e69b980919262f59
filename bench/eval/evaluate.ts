import type { Database } from '../../core/db/client.ts';
import type { Logger } from '../../core/logger.ts';
import type { EmbeddingModel } from '../../core/model/types.ts';
import { type HybridRow, hybridQuery } from '../../core/search/hybrid-query.ts';
import { pickFilings } from '../../core/search/pick-filings.ts';
import { queryText } from '../../core/search/query-text.ts';
import { rerank } from '../../core/search/rerank.ts';
import { type FeatureValues, features, rerankContext } from '../../core/search/rerank-features.ts';
import { createSearch } from '../../core/search/search.service.ts';
import { findSearchable } from '../../core/search/searchable.ts';
import { tokenize } from '../../core/search/tokenize.ts';
import type { Interpretation } from '../../core/search/types.ts';
import { weightedTerms } from '../../core/search/understand/query-terms.ts';
import { type EvalQuestion, type GoldPage, goldPages, hitRank, isHit, type RetrievedChunk } from './score.ts';

export type SettingName = 'one' | 'shared';
/** What a leg is worth alone and together. */
export const VARIANTS = ['question as it is, BM25', 'text leg', 'vector leg', 'fused', 'text leg, reranked', 'fused, reranked'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface SettingResult {
  /** Of the search service as it stands: what counts. */
  hits: RetrievedChunk[];
  rank: number | null;
  /** Rank of the first hit from the right filing. */
  filingRank: number | null;
  variants: Record<Variant, number | null>;
}

export interface Evaluated {
  question: EvalQuestion;
  interpretation: Interpretation;
  settings: Record<SettingName, SettingResult>;
  /** Of the shared setting, for learning. */
  candidates: {
    rows: { features: FeatureValues; hit: boolean; filingId: number; documentName: string; ordinal: number; accession: string }[];
    filings: [string, number][];
    gold: string;
  };
}

export interface Evaluation {
  rows: Evaluated[];
  millisecondsPerSearch: number[];
}

const CANDIDATES = 120;
const SHOWN = 20;

/** Two settings: the question's filing given as filter, and none given. Besides the service itself each leg is measured alone. */
export async function evaluate(deps: {
  database: Database;
  embedding: EmbeddingModel;
  logger: Logger;
  questions: readonly EvalQuestion[];
}): Promise<Evaluation> {
  const { database, embedding, questions } = deps;
  const search = createSearch({ database, embedding, logger: deps.logger, tickers: async () => [] });
  const rows: Evaluated[] = [];
  const millisecondsPerSearch: number[] = [];
  for (const question of questions) {
    const gold = goldPages(question);
    const settings = {} as Record<SettingName, SettingResult>;
    let interpretation: Interpretation | undefined;
    let candidates: Evaluated['candidates'] | undefined;
    for (const setting of ['one', 'shared'] satisfies SettingName[]) {
      const filter = setting === 'one' ? { accessionNumbers: [question.accession] } : {};
      const started = performance.now();
      const outcome = await search.search({ query: question.question, filter, first: SHOWN });
      millisecondsPerSearch.push(performance.now() - started);
      const hits = await readHits(
        database,
        outcome.hits.map(({ chunkId }) => chunkId),
      );
      interpretation = outcome.interpretation;
      const ciks = interpretation.companies.map(({ cik }) => cik);
      const searchable = await findSearchable(database, ciks.length > 0 ? ciks : null, filter);
      const picked = pickFilings(searchable, interpretation, true);
      const filings = picked.filings ?? searchable;
      const legs = (terms: Parameters<typeof hybridQuery>[1]['terms'], vector: Float32Array | null, of: typeof filings) =>
        hybridQuery(database.pool, {
          terms,
          vector,
          embeddingModel: embedding.id,
          filings: of.map(({ filingId }) => filingId),
          chunks: of.reduce((sum, { chunks }) => sum + chunks, 0),
          limit: CANDIDATES,
        });
      const [vector] = await embedding.embed([queryText(interpretation)], 'QUERY');
      const terms = weightedTerms(interpretation);
      const everything = await findSearchable(database, null, filter);
      const plain = await legs(
        [...new Set(tokenize(question.question))].map((term) => ({ term, weight: 1 })),
        null,
        everything,
      );
      const text = await legs(terms, null, filings);
      const fused = await legs(terms, vector ?? null, filings);
      const byVector = await legs([], vector ?? null, filings);
      const variants: Record<Variant, HybridRow[]> = {
        'question as it is, BM25': plain,
        'text leg': text,
        'vector leg': byVector,
        fused,
        'text leg, reranked': rerank(text, interpretation, picked.scores).map(({ row }) => row),
        'fused, reranked': rerank(fused, interpretation, picked.scores).map(({ row }) => row),
      };
      settings[setting] = {
        hits,
        rank: hitRank(hits, gold),
        filingRank: positionOf(hits, question.accession),
        variants: Object.fromEntries(VARIANTS.map((variant) => [variant, rankOf(variants[variant], gold)])) as Record<
          Variant,
          number | null
        >,
      };
      if (setting === 'shared') {
        const context = rerankContext(interpretation, picked.scores, fused);
        candidates = {
          rows: fused.map((row) => ({
            features: features(row, context),
            hit: isHit(asRetrieved(row), gold),
            filingId: row.filingId,
            documentName: row.documentName,
            ordinal: row.ordinal,
            accession: row.accessionNumber,
          })),
          filings: [...picked.scores],
          gold: question.accession,
        };
      }
    }
    rows.push({ question, interpretation: interpretation as Interpretation, settings, candidates: candidates as Evaluated['candidates'] });
  }
  return { rows, millisecondsPerSearch };
}

const asRetrieved = (row: HybridRow): RetrievedChunk => ({ accession: row.accessionNumber, text: row.text });
const rankOf = (rows: readonly HybridRow[], gold: readonly GoldPage[]) => hitRank(rows.slice(0, SHOWN).map(asRetrieved), gold);

function positionOf(hits: readonly RetrievedChunk[], accession: string): number | null {
  const at = hits.findIndex((hit) => hit.accession === accession);
  return at < 0 ? null : at + 1;
}

async function readHits(database: Database, ids: readonly bigint[]): Promise<RetrievedChunk[]> {
  const chunks = await database.prisma.chunk.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, accessionNumber: true, text: true },
  });
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  return ids.flatMap((id) => {
    const chunk = byId.get(id);
    return chunk ? [{ accession: chunk.accessionNumber, text: chunk.text }] : [];
  });
}
