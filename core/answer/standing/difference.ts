import type { AnswerBody } from '../types.ts';

/** What changed between two answers to the same question. */
export interface AnswerDifference {
  before: { status: string; text: string };
  after: { status: string; text: string };
  /** Numbers that are new or gone, as they were shown. */
  numbers: { added: string[]; removed: string[] };
  sentences: { added: string[]; removed: string[] };
}

export interface Answered {
  status: string;
  answer: AnswerBody;
}

/** Undefined when the two say the same: the same end, the same sentences, the same values. Pure. */
export function differenceOf(before: Answered, after: Answered): AnswerDifference | undefined {
  const sentences = compare(
    before.answer.sentences.map(({ text }) => text),
    after.answer.sentences.map(({ text }) => text),
  );
  const numbers = compare(
    before.answer.numbers.map(({ text }) => text),
    after.answer.numbers.map(({ text }) => text),
  );
  const sameEnd = before.status === after.status && before.answer.refusal?.reason === after.answer.refusal?.reason;
  if (sameEnd && [sentences, numbers].every(({ added, removed }) => added.length + removed.length === 0)) return undefined;
  return {
    before: { status: before.status, text: before.answer.text },
    after: { status: after.status, text: after.answer.text },
    numbers,
    sentences,
  };
}

const compare = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((item) => !before.includes(item)),
  removed: before.filter((item) => !after.includes(item)),
});
