import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { ParsingError } from '../errors.ts';
import type { StatementKind } from '../filing/document/types.ts';
import type { EmbeddingModel } from '../model/types.ts';
import type { StageContext, StageHandler } from '../pipeline/types.ts';
import type { ObjectStore } from '../storage/types.ts';
import { termFrequencies } from './bm25.ts';
import type { ChunkSource, ChunkSubject, ChunkTable } from './chunk-filing.ts';
import { CHUNKER_VERSION, chunkFiling } from './chunk-filing.ts';
import { flattenSections } from './flatten-sections.ts';
import { type FilingIndex, writeFilingIndex } from './index-writer.ts';
import { buildPostings, MOST_CHUNKS } from './postings.ts';

/** Of everything that decides what the index holds: chunker, tokenizer, context line. A filing is indexed again when it rises. */
export const INDEX_VERSION = CHUNKER_VERSION;

export interface IndexDeps {
  database: Database;
  store: ObjectStore;
  embedding: EmbeddingModel;
}

/** Texts given to the embedding model at once. */
const BATCH = 256;

/**
 * INDEX: chunks of every document that was read, their embeddings and inverted lists, written by bulk inserts. A filing is never half one
 * version, half another: its old rows go in the transaction that brings the new ones.
 * A provider of embeddings that is down is a transport failure, tried again by the stage.
 */
export function createIndexHandler({ database, store, embedding }: IndexDeps): StageHandler<FilingIndex> {
  return {
    stage: 'INDEX',
    version: INDEX_VERSION,
    prepare: async ({ accessionNumber, signal }: StageContext) => {
      const filing = await database.prisma.filing.findUniqueOrThrow({
        where: { accessionNumber },
        select: {
          cik: true,
          form: true,
          filedAt: true,
          fiscalYear: true,
          fiscalPeriod: true,
          periodEnd: true,
          company: { select: { name: true, tickers: { select: { ticker: true }, take: 1, orderBy: { ticker: 'asc' } } } },
          documents: { where: { textHash: { not: null } }, orderBy: [{ sequence: 'asc' }, { name: 'asc' }] },
          sections: { orderBy: [{ documentName: 'asc' }, { ordinal: 'asc' }] },
          tables: {
            orderBy: [{ documentName: 'asc' }, { charStart: 'asc' }],
            select: { documentName: true, title: true, statement: true, charStart: true, charEnd: true, unit: true, scale: true },
          },
        },
      });
      const subject: ChunkSubject = {
        companyName: filing.company.name,
        ticker: filing.company.tickers[0]?.ticker,
        form: filing.form,
        fiscalYear: filing.fiscalYear ?? undefined,
        fiscalPeriod: filing.fiscalPeriod ?? undefined,
        periodEnd: filing.periodEnd?.toISOString().slice(0, 10),
        filedAt: filing.filedAt.toISOString().slice(0, 10),
      };
      const sources: (ChunkSource & { sectionIds: bigint[] })[] = [];
      for (const document of filing.documents) {
        signal.throwIfAborted();
        const text = new TextDecoder().decode(await store.get(document.textHash as string));
        const sections = flattenSections(
          filing.sections.filter((section) => section.documentName === document.name && section.charEnd > section.charStart),
        );
        sources.push({
          name: document.name,
          type: document.type,
          text,
          sections,
          sectionIds: sections.map(({ id }) => id),
          tables: filing.tables.filter((table) => table.documentName === document.name).map(asTable),
          ...readLayout(document.layout),
        });
      }
      const sectionIds = new Map(sources.map((source) => [source.name, source.sectionIds]));
      const chunks = chunkFiling(sources, subject).map((chunk) => ({
        ...chunk,
        sectionId: chunk.sectionIndex === undefined ? null : (sectionIds.get(chunk.documentName)?.[chunk.sectionIndex] ?? null),
      }));
      if (chunks.length >= MOST_CHUNKS)
        throw new ParsingError(
          'DOCUMENT_TOO_LARGE',
          `Filing ${accessionNumber} has ${chunks.length} chunks; at most ${MOST_CHUNKS} are indexed.`,
        );
      const counted = chunks.map(({ text, context }) => termFrequencies(text, context));
      return {
        accessionNumber,
        version: INDEX_VERSION,
        embeddingModel: embedding.id,
        filing: {
          cik: filing.cik,
          form: filing.form,
          filedAt: subject.filedAt as string,
          fiscalYear: filing.fiscalYear,
          fiscalPeriod: filing.fiscalPeriod,
        },
        chunks,
        embeddings: await embedAll(embedding, chunks.map(passageText), signal),
        postings: buildPostings(counted),
        tokenCount: counted.reduce((sum, { length }) => sum + length, 0),
      };
    },
    commit: (tx, prepared) => writeFilingIndex(tx, prepared),
  };
}

/** What a passage is embedded as: where it stands, then what it says. */
export const passageText = ({ context, text }: { context: string; text: string }): string => `${context}\n${text}`;

async function embedAll(embedding: EmbeddingModel, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += BATCH) {
    signal.throwIfAborted();
    vectors.push(...(await embedding.embed(texts.slice(at, at + BATCH), 'PASSAGE', signal)));
  }
  return vectors;
}

const asTable = (row: {
  title: string | null;
  statement: string | null;
  charStart: number;
  charEnd: number;
  unit: string | null;
  scale: number | null;
}): ChunkTable => ({
  charStart: row.charStart,
  charEnd: row.charEnd,
  ...(row.title ? { title: row.title } : {}),
  ...(row.statement ? { statement: row.statement as StatementKind } : {}),
  ...(row.unit ? { unit: row.unit } : {}),
  ...(row.scale === null ? {} : { scale: row.scale }),
});

const layoutSchema = z.object({ pageBreaks: z.array(z.number()), headings: z.array(z.tuple([z.number(), z.number()])) });

/** What ANALYSE kept of pages and headings; a document without it is cut by its lines, tables and sections alone. */
function readLayout(layout: unknown): Pick<ChunkSource, 'pageBreaks' | 'headings'> {
  const parsed = layoutSchema.safeParse(layout);
  if (!parsed.success) return { pageBreaks: [], headings: [] };
  return { pageBreaks: parsed.data.pageBreaks, headings: parsed.data.headings.map(([charStart, charEnd]) => ({ charStart, charEnd })) };
}
