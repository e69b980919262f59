import type { Database } from '../db/client.ts';
import { replaceFacts } from '../fact/fact.writer.ts';
import { type FactRow, factRows } from '../fact/fact-rows.ts';
import { type FilingPeriod, periodOfFiling } from '../fact/filing-period.ts';
import type { Parser } from '../filing/document/parser.ts';
import type { ParsedDocument, ReadFiling } from '../filing/document/types.ts';
import { PARSER_VERSION } from '../filing/document/version.ts';
import { dateOf } from '../filing/filing.repo.ts';
import type { LanguageModel } from '../model/types.ts';
import { replaceHoldingsReport, replaceOwnershipEntries } from '../ownership/ownership.writer.ts';
import type { StageContext, StageHandler } from '../pipeline/types.ts';
import { documentLayout } from '../search/document-layout.ts';
import type { ObjectStore } from '../storage/types.ts';
import { type ReadDocument, replaceSections, replaceTables, saveDocuments } from './analysis.writer.ts';
import type { AnalystResult } from './analyst-graph.ts';
import { type LoadedDocument, loadDocuments } from './load-documents.ts';

/** Of what ANALYSE computes beside the parser's version. */
const ANALYSIS_VERSION = 4;
export const analyseVersion = PARSER_VERSION * 100 + ANALYSIS_VERSION;

export interface AnalyseDeps {
  database: Database;
  store: ObjectStore;
  parser: Parser;
  /** Null: summaries by extraction alone. */
  language: LanguageModel | null;
}

export interface PreparedAnalysis {
  cik: number;
  filing: ReadFiling;
  period: FilingPeriod;
  documents: ReadDocument[];
  rows: FactRow[];
  analyst: AnalystResult;
}

/**
 * ANALYSE: the stored documents of a filing become text, sections, tables, facts, its fiscal period and the analyst's summary. Texts and
 * sanitised HTML go to the object store by their hash before the transaction; rows are replaced whole, so a second run leaves the same.
 *
 * Permanent: DOCUMENT_EMPTY, DOCUMENT_UNREADABLE, PARSE_TIMEOUT.
 */
export function createAnalyseHandler(deps: AnalyseDeps): StageHandler<PreparedAnalysis> {
  return {
    stage: 'ANALYSE',
    version: analyseVersion,
    prepare: (context) => prepare(deps, context),
    commit: async (tx, prepared, { accessionNumber }) => {
      const { cik, filing, period, documents, rows, analyst } = prepared;
      await saveDocuments(tx, accessionNumber, documents, PARSER_VERSION);
      await replaceSections(tx, accessionNumber, filing.documents);
      await replaceTables(tx, accessionNumber, filing.documents);
      await replaceFacts(tx, { accessionNumber, cik }, rows);
      await replaceOwnershipEntries(tx, accessionNumber, filing.holdings?.ownership ?? []);
      await replaceHoldingsReport(tx, accessionNumber, filing.holdings?.report ?? null);
      await tx.filing.update({
        where: { accessionNumber },
        data: {
          periodEnd: dateOf(period.periodEnd) ?? undefined,
          fiscalYear: period.fiscalYear ?? null,
          fiscalPeriod: period.fiscalPeriod ?? null,
          items: filing.items.length > 0 ? filing.items : undefined,
        },
      });
      const analysis = { version: analyseVersion, model: analyst.model, body: { ...analyst.body } as object };
      await tx.analysis.upsert({
        where: { accessionNumber },
        create: { accessionNumber, ...analysis },
        update: { ...analysis, createdAt: new Date() },
      });
    },
  };
}

async function prepare({ database, store, parser, language }: AnalyseDeps, context: StageContext): Promise<PreparedAnalysis> {
  const { accessionNumber, signal, logger } = context;
  const stored = await database.prisma.filing.findUniqueOrThrow({
    where: { accessionNumber },
    select: {
      cik: true,
      form: true,
      periodEnd: true,
      filedAt: true,
      primaryDocument: true,
      company: { select: { fiscalYearEnd: true } },
      documents: true,
    },
  });
  const loaded = await loadDocuments(store, stored.documents, signal);
  const reportDate = stored.periodEnd?.toISOString().slice(0, 10);
  const filedAt = stored.filedAt.toISOString().slice(0, 10);
  const fiscalYearEnd = stored.company.fiscalYearEnd || (await knownYearEnd(database, stored.cik));
  const documents = primaryFirst(loaded, stored.primaryDocument);
  const filing = await parser.parse({ accessionNumber, form: stored.form, reportDate, fiscalYearEnd, filedAt, documents }, signal);
  const skipped = filing.documents.flatMap(({ skippedFacts }) => skippedFacts);
  if (skipped.length > 0) logger.warn({ accessionNumber, skipped: skipped.length, first: skipped.slice(0, 5) }, 'facts were left out');
  const period = periodOfFiling(filing, { form: stored.form, reportDate, fiscalYearEnd });
  const rows = factRows({ ...filing, periodEnd: period.periodEnd }, period.calendar, filing.labels);
  const [texts, analyst] = await Promise.all([
    storeTexts(store, filing.documents, loaded, signal),
    import('./analyst-graph.ts').then(({ createAnalystGraph }) =>
      createAnalystGraph(language, logger)({ accessionNumber, filing, rows, periodEnd: period.periodEnd }, signal),
    ),
  ]);
  return { cik: stored.cik, filing, period, documents: texts, rows, analyst };
}

/** MMDD of the company's last annual report, where EDGAR does not say when its year ends. */
async function knownYearEnd(database: Database, cik: number): Promise<string | undefined> {
  const annual = await database.prisma.filing.findFirst({
    where: { cik, fiscalPeriod: 'FY', form: { in: ['10-K', '20-F', '40-F'] }, periodEnd: { not: null } },
    orderBy: { periodEnd: 'desc' },
    select: { periodEnd: true },
  });
  return annual?.periodEnd?.toISOString().slice(5, 10).replace('-', '');
}

const primaryFirst = (documents: readonly LoadedDocument[], primaryDocument: string | null): LoadedDocument[] => {
  const name = primaryDocument?.split('/').at(-1);
  return [...documents.filter((document) => document.name === name), ...documents.filter((document) => document.name !== name)];
};

/** Puts texts and HTML into the store. */
async function storeTexts(
  store: ObjectStore,
  documents: readonly ParsedDocument[],
  loaded: readonly LoadedDocument[],
  signal: AbortSignal,
): Promise<ReadDocument[]> {
  const encoder = new TextEncoder();
  const stored: ReadDocument[] = [];
  for (const [index, document] of documents.entries()) {
    signal.throwIfAborted();
    const raw = loaded.find(({ name }) => name === document.name) ?? loaded[0]!;
    const [textHash, htmlHash] = await Promise.all([store.put(encoder.encode(document.text)), store.put(encoder.encode(document.html))]);
    const { hiddenCharacters, zeroWidth, tagCharacters } = document.dropped;
    stored.push({
      name: document.name,
      type: document.type,
      sequence: raw.name === document.name ? raw.sequence : index + 1,
      sizeBytes: raw.bytes.byteLength,
      contentHash: raw.contentHash,
      textHash,
      textLength: document.text.length,
      htmlHash,
      hiddenDropped: hiddenCharacters + zeroWidth + tagCharacters,
      layout: documentLayout(document.blocks),
    });
  }
  return stored;
}
