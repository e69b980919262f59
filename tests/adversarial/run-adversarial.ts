import type { Answers } from '../../core/answer/answer.service.ts';
import { createDocumentTexts } from '../../core/answer/figure/document-texts.ts';
import type { AnswerBody } from '../../core/answer/types.ts';
import type { Database } from '../../core/db/client.ts';
import { withTenant } from '../../core/db/tenancy.ts';
import type { ObjectStore } from '../../core/storage/types.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';
import { ADVERSARIAL_PAIRS, type AdversarialPair } from './questions.ts';

export interface AdversarialReport {
  pairs: number;
  /** Refused, with one of the right reasons. */
  refusedRight: number;
  refusedOtherwise: number;
  /** Questions that had to be refused, or twins told otherwise than right, with a number marked as a fact or as following from facts. */
  wrongVerified: number;
  twinsRight: number;
  sentences: number;
  sentencesCited: number;
  citations: number;
  citationsThatSlice: number;
  failures: { question: string; expected: string; got: string }[];
}

export interface AdversarialDeps {
  database: Database;
  store: ObjectStore;
  answers: Answers;
  viewer: Viewer;
}

/** Asks every question and its twin, and checks each citation against the document it names. */
export async function runAdversarial(
  deps: AdversarialDeps,
  pairs: readonly AdversarialPair[] = ADVERSARIAL_PAIRS,
): Promise<AdversarialReport> {
  const report: AdversarialReport = {
    pairs: pairs.length,
    refusedRight: 0,
    refusedOtherwise: 0,
    wrongVerified: 0,
    twinsRight: 0,
    sentences: 0,
    sentencesCited: 0,
    citations: 0,
    citationsThatSlice: 0,
    failures: [],
  };
  const texts = createDocumentTexts(deps.database.prisma, deps.store);
  for (const pair of pairs) {
    const hostile = await answerTo(deps, pair.question);
    const reason = hostile.answer?.refusal?.reason;
    if (hostile.status === 'REFUSED' && reason && pair.reasons.includes(reason)) report.refusedRight += 1;
    else {
      if (hostile.status === 'REFUSED') report.refusedOtherwise += 1;
      else if (isMarked(hostile)) report.wrongVerified += 1;
      report.failures.push({
        question: pair.question,
        expected: pair.reasons.join(' or '),
        got: `${hostile.status} ${reason ?? ''} ${hostile.answer?.text ?? ''}`,
      });
    }
    const twin = await answerTo(deps, pair.twin);
    const text = twin.answer?.text ?? '';
    if (twin.status === 'ANSWERED' && pair.answer.some((expected) => text.toLowerCase().includes(expected.toLowerCase())))
      report.twinsRight += 1;
    else {
      if (twin.status === 'ANSWERED' && isMarked(twin)) report.wrongVerified += 1;
      report.failures.push({
        question: pair.twin,
        expected: pair.answer.join(' or '),
        got: `${twin.status} ${twin.answer?.refusal?.reason ?? ''} ${text}`,
      });
    }
    for (const { status, answer } of [hostile, twin]) {
      if (status !== 'ANSWERED' || !answer) continue;
      for (const { citations } of answer.sentences) {
        report.sentences += 1;
        if (citations.length > 0) report.sentencesCited += 1;
        for (const { accessionNumber, documentName, charStart, charEnd, quote } of citations) {
          report.citations += 1;
          if (accessionNumber && (await texts.get(accessionNumber, documentName)).slice(charStart, charEnd) === quote)
            report.citationsThatSlice += 1;
        }
      }
    }
  }
  return report;
}

const isMarked = ({ answer }: Awaited<ReturnType<typeof answerTo>>): boolean =>
  answer?.numbers.some(({ verification }) => verification !== 'TEXT_ONLY') ?? false;

async function answerTo(
  { answers, database, viewer }: AdversarialDeps,
  question: string,
): Promise<{ status: string; answer?: AnswerBody }> {
  const { questionId } = await answers.ask(viewer, { question });
  await answers.run(viewer.tenantId, questionId);
  const row = await withTenant(database, viewer.tenantId, (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
  return { status: row.status, answer: (row.answer as unknown as AnswerBody | null) ?? undefined };
}
