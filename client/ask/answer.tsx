import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { degradedWords } from '../ui/degraded.ts';
import { Notice } from '../ui/notice.tsx';
import { Numbers, numbersOf } from './numbers.tsx';
import { Refusal } from './refusal.tsx';
import { Sentence } from './sentence.tsx';
import { Understood } from './understood.tsx';

const AnswerFragment = graphql(`
  fragment Answer on Answer {
    model
    degraded
    stale
    staleReason
    sentences {
      text
      ...Sentence
    }
    ...Numbers
    refusal {
      ...Refusal
    }
    interpretation {
      ...Understood
    }
  }
`);

export function Answer({ answer: masked }: { answer: FragmentType<typeof AnswerFragment> }) {
  const answer = getFragment(AnswerFragment, masked);
  const { sentences, refusal, interpretation, degraded, stale, staleReason, model } = answer;
  return (
    <div className="space-y-4">
      {stale && <Notice tone="warning">Something this answer used has changed since. {staleReason}</Notice>}
      {degraded.length > 0 && <Notice tone="warning">Answered without {degradedWords(degraded)}.</Notice>}
      {refusal && <Refusal refusal={refusal} />}
      {sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stored answer never changes its order
        <Sentence key={index} sentence={sentence} numbers={numbersOf(answer)} />
      ))}
      <Numbers answer={answer} />
      <footer className="border-t border-(--line) pt-3 text-xs text-(--muted)">
        <Understood interpretation={interpretation} />
        {sentences.length > 0 && <p>Written by {model}.</p>}
      </footer>
    </div>
  );
}
