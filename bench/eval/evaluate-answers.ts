import { createAnswers } from '../../core/answer/answer.service.ts';
import { createDocumentTexts } from '../../core/answer/figure/document-texts.ts';
import type { AnswerBody } from '../../core/answer/types.ts';
import type { Database } from '../../core/db/client.ts';
import { withTenant } from '../../core/db/tenancy.ts';
import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { createLocalLanguage } from '../../core/model/local-language.ts';
import type { EmbeddingModel } from '../../core/model/types.ts';
import { createSearch } from '../../core/search/search.service.ts';
import type { ObjectStore } from '../../core/storage/types.ts';
import { aTenant } from '../../core/testing/factories.ts';
import type { EvalQuestion } from './score.ts';
import { goldNumber, scoreNumber } from './score-answers.ts';

export interface AnswerEvaluation {
  /** Questions whose gold answer is a number and that ask for one figure. */
  numeric: { questions: number; right: number; wrong: number; refused: number; wrongAsFact: number };
  all: { questions: number; answered: number; refused: number; failed: number };
  sentences: number;
  cited: number;
  citations: number;
  slicing: number;
  rows: { id: string; question: string; gold: string; status: string; verdict: string; text: string }[];
}

/** Asks every question of the shared index with no model at all, scores the numbers and checks every citation. */
export async function evaluateAnswers(deps: {
  database: Database;
  store: ObjectStore;
  embedding: EmbeddingModel;
  logger: Logger;
  questions: readonly EvalQuestion[];
}): Promise<AnswerEvaluation> {
  const { database, store, embedding, logger } = deps;
  const search = createSearch({ database, embedding, tickers: async () => [], logger });
  const answers = createAnswers({
    database,
    store,
    events: createInProcessBus(logger),
    logger,
    language: createLocalLanguage(),
    understand: search.understand,
    search: search.search,
  });
  const texts = createDocumentTexts(database.prisma, store);
  const { viewer } = await aTenant(database);
  const result: AnswerEvaluation = {
    numeric: { questions: 0, right: 0, wrong: 0, refused: 0, wrongAsFact: 0 },
    all: { questions: deps.questions.length, answered: 0, refused: 0, failed: 0 },
    sentences: 0,
    cited: 0,
    citations: 0,
    slicing: 0,
    rows: [],
  };
  try {
    for (const { id, question, answer: gold = '', type } of deps.questions) {
      const { questionId } = await answers.ask(viewer, { question });
      await answers.run(viewer.tenantId, questionId);
      const row = await withTenant(database, viewer.tenantId, (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
      const body = (row.answer as unknown as AnswerBody | null) ?? undefined;
      if (row.status === 'ANSWERED') result.all.answered += 1;
      else if (row.status === 'REFUSED') result.all.refused += 1;
      else result.all.failed += 1;
      const number = type === 'metrics-generated' ? goldNumber(gold) : null;
      let verdict = '';
      if (number) {
        const score = scoreNumber(number, row.status, body, question);
        verdict = score.verdict;
        result.numeric.questions += 1;
        result.numeric[score.verdict.toLowerCase() as 'right' | 'wrong' | 'refused'] += 1;
        if (score.wrongAsFact) result.numeric.wrongAsFact += 1;
      }
      for (const sentence of row.status === 'ANSWERED' ? (body?.sentences ?? []) : []) {
        result.sentences += 1;
        if (sentence.citations.length > 0) result.cited += 1;
        for (const { accessionNumber, documentName, charStart, charEnd, quote } of sentence.citations) {
          result.citations += 1;
          if (accessionNumber && (await texts.get(accessionNumber, documentName)).slice(charStart, charEnd) === quote) result.slicing += 1;
        }
      }
      result.rows.push({ id, question, gold, status: row.status, verdict, text: body?.text ?? '' });
    }
  } finally {
    await answers.close();
  }
  return result;
}

export function printAnswers({ numeric, all, ...counts }: AnswerEvaluation, show: boolean): void {
  const lines = [
    '',
    'Answers, shared index, no model',
    `  figures: ${numeric.right} of ${numeric.questions} right within 1 %, ${numeric.wrong} wrong (${numeric.wrongAsFact} shown as fact), ${numeric.refused} refused`,
    `  all ${all.questions}: ${all.answered} answered, ${all.refused} refused, ${all.failed} failed`,
    `  sentences with a citation: ${counts.cited} of ${counts.sentences}; citations that slice to their quote: ${counts.slicing} of ${counts.citations}`,
  ];
  if (show)
    for (const { verdict, question, gold, text } of counts.rows)
      lines.push(
        `  ${verdict.padEnd(8)} ${question.slice(0, 110)}\n           gold ${gold.slice(0, 100)}\n           got  ${text.slice(0, 160)}`,
      );
  process.stdout.write(`${lines.join('\n')}\n`);
}
