import { useState } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../gql/index.ts';
import { added, type Step } from './progress.ts';
import { Sentence } from './sentence.tsx';

const AnswerProgress = graphql(`
  subscription AnswerProgress($questionId: ID!, $afterEventId: ID) {
    answerProgress(questionId: $questionId, afterEventId: $afterEventId) {
      __typename
      ... on AnswerStep {
        id
        name
        detail
        ms
      }
      ... on AnswerSentenceReady {
        id
        sentence {
          text
          ...Sentence
        }
      }
      ... on AnswerDone {
        id
      }
    }
  }
`);

/** An answer while it is worked on: its steps, and each sentence once it is verified. */
export function ProgressView({ questionId, onDone }: { questionId: string; onDone: () => void }) {
  const [steps, setSteps] = useState<Step[]>([]);
  const [sentences, setSentences] = useState<{ id: string; sentence: Parameters<typeof Sentence>[0]['sentence'] }[]>([]);
  useSubscription({ query: AnswerProgress, variables: { questionId } }, (_previous, progress) => {
    const event = progress.answerProgress;
    if (event.__typename === 'AnswerStep') setSteps((known) => added(known, event));
    if (event.__typename === 'AnswerSentenceReady') setSentences((known) => added(known, event));
    if (event.__typename === 'AnswerDone') onDone();
    return progress;
  });
  return (
    <div className="space-y-3" aria-live="polite" aria-busy="true">
      <ol aria-label="Steps" className="space-y-1 text-sm text-(--muted)">
        {steps.map(({ id, name, detail, ms }) => (
          <li key={id}>
            <span className="font-medium text-(--ink)">{name}</span> {detail}
            {typeof ms === 'number' && <span className="ml-1 font-mono text-xs">{Math.round(ms)} ms</span>}
          </li>
        ))}
        <li className="motion-safe:animate-pulse">Working…</li>
      </ol>
      {sentences.map(({ id, sentence }) => (
        <Sentence key={id} sentence={sentence} />
      ))}
    </div>
  );
}
