import { createAnalyseHandler } from '../../core/analysis/analyse-filing.ts';
import type { Database } from '../../core/db/client.ts';
import { transaction } from '../../core/db/tenancy.ts';
import { createParser } from '../../core/filing/document/parser.ts';
import type { Logger } from '../../core/logger.ts';
import type { EmbeddingModel } from '../../core/model/types.ts';
import type { StageContext, StageHandler } from '../../core/pipeline/types.ts';
import { createIndexHandler } from '../../core/search/index-filing.ts';
import type { ObjectStore } from '../../core/storage/types.ts';
import type { SampleCompany } from '../../samples/filings.ts';

/** Companies with their filings, read and indexed by the pipeline's own handlers one after another, without queues or EDGAR. */
export async function readCorpus(
  deps: { database: Database; store: ObjectStore; embedding: EmbeddingModel; logger: Logger },
  companies: readonly SampleCompany[],
): Promise<void> {
  const { database, store, logger } = deps;
  const parser = createParser({ timeoutMs: 60_000, memoryMb: 512 });
  const stages: StageHandler<never>[] = [
    createAnalyseHandler({ database, store, parser, language: null }) as unknown as StageHandler<never>,
    createIndexHandler({ database, store, embedding: deps.embedding }) as unknown as StageHandler<never>,
  ];
  try {
    for (const company of companies) {
      await database.prisma.company.create({
        data: {
          cik: company.cik,
          name: company.name,
          sic: company.sic,
          sicDescription: company.sicDescription,
          fiscalYearEnd: company.fiscalYearEnd,
          tickers: { create: [{ ticker: company.ticker, exchange: company.exchange }] },
        },
      });
      for (const filing of [...company.filings].reverse()) {
        const { accessionNumber } = filing;
        const documents = await Promise.all(
          filing.documents.map(async ({ name, type, description, content }, i) => {
            const bytes = new TextEncoder().encode(content);
            return { name, type, description, sequence: i + 1, sizeBytes: bytes.byteLength, contentHash: await store.put(bytes) };
          }),
        );
        await database.prisma.filing.create({
          data: {
            accessionNumber,
            cik: company.cik,
            form: filing.form,
            items: filing.items ? filing.items.split(',') : [],
            filedAt: new Date(filing.filedAt),
            acceptedAt: new Date(`${filing.acceptedAt.slice(0, 19)}-05:00`),
            periodEnd: filing.reportDate ? new Date(filing.reportDate) : null,
            primaryDocument: documents[0]?.name,
            status: 'INGESTED',
            coFilers: { create: [{ cik: company.cik, role: 'FILER' }] },
            documents: { create: documents },
          },
        });
        const context: StageContext = { accessionNumber, runId: accessionNumber, attempt: 1, signal: new AbortController().signal, logger };
        for (const stage of stages) {
          const prepared = await stage.prepare(context);
          await transaction(database, (tx) => stage.commit(tx, prepared, context), { timeoutMs: 60_000 });
        }
        await database.prisma.filing.update({ where: { accessionNumber }, data: { status: 'INDEXED' } });
      }
    }
  } finally {
    await parser.close();
  }
}
