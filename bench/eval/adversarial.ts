import { createAnswers } from '../../core/answer/answer.service.ts';
import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { createLocalEmbedding } from '../../core/model/local-embedding.ts';
import { createLocalLanguage } from '../../core/model/local-language.ts';
import { createSearch } from '../../core/search/search.service.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { aTenant } from '../../core/testing/factories.ts';
import { memoryStore } from '../../core/testing/pipeline.ts';
import { loadSampleFilings } from '../../samples/filings.ts';
import { readCorpus } from '../../tests/adversarial/corpus.ts';
import { KNOWN_TO_EDGAR, PLANTED_COMPANY } from '../../tests/adversarial/planted.ts';
import { type AdversarialReport, runAdversarial } from '../../tests/adversarial/run-adversarial.ts';

/** The hostile questions and their twins over the sample filings, in a database of their own. */
export async function evaluateAdversarial(logger: Logger): Promise<AdversarialReport> {
  const { database, close } = await testDatabase();
  const store = memoryStore();
  const embedding = createLocalEmbedding();
  const search = createSearch({ database, embedding, tickers: async () => KNOWN_TO_EDGAR, logger });
  const answers = createAnswers({
    database,
    store,
    events: createInProcessBus(logger),
    logger,
    language: createLocalLanguage(),
    understand: search.understand,
    search: search.search,
  });
  try {
    await readCorpus({ database, store, embedding, logger }, [...(await loadSampleFilings()), PLANTED_COMPANY]);
    const { viewer } = await aTenant(database);
    return await runAdversarial({ database, store, answers, viewer });
  } finally {
    await answers.close();
    await close();
  }
}

/** Of 100 hostile questions at least 95 refused rightly and none told as fact, of their twins 90 right, every sentence cited, every quote in place. */
export const holdsAdversarial = (report: AdversarialReport): boolean =>
  report.refusedRight >= report.pairs * 0.95 &&
  report.wrongVerified === 0 &&
  report.twinsRight >= report.pairs * 0.9 &&
  report.sentencesCited === report.sentences &&
  report.citationsThatSlice === report.citations;

export function printAdversarial(report: AdversarialReport): void {
  for (const { question, expected, got } of report.failures)
    process.stdout.write(`  ${question}\n    wanted ${expected}\n    got    ${got.slice(0, 200)}\n`);
  process.stdout.write(
    [
      `${report.pairs} hostile questions: ${report.refusedRight} refused with the right reason, ${report.refusedOtherwise} with another, ${report.wrongVerified} answered wrong with a number marked as fact or formula`,
      `their ${report.pairs} answerable twins: ${report.twinsRight} answered right`,
      `sentences with a citation: ${report.sentencesCited} of ${report.sentences}; citations that slice to their quote: ${report.citationsThatSlice} of ${report.citations}`,
      '',
    ].join('\n'),
  );
}
