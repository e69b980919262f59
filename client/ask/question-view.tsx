import { useState } from 'react';
import { useMutation, useQuery, useSubscription } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Answer } from './answer.tsx';
import { Sentence } from './sentence.tsx';

const QuestionQuery = graphql(`
  query Question($id: ID!) {
    question(id: $id) {
      id
      text
      status
      answer {
        ...Answer
      }
    }
  }
`);

const AnswerProgress = graphql(`
  subscription AnswerProgress($questionId: ID!) {
    answerProgress(questionId: $questionId) {
      __typename
      ... on AnswerStep {
        id
        name
        detail
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

const CancelQuestion = graphql(`
  mutation CancelQuestion($id: ID!) {
    cancelQuestion(input: { id: $id }) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

/** A question as it is worked on: its steps, each sentence once it is verified, then the whole answer as it is stored. */
export function QuestionView({ questionId }: { questionId: string }) {
  const [{ data, error }, refresh] = useQuery({ query: QuestionQuery, variables: { id: questionId } });
  const question = data?.question;
  const isRunning = question?.status === 'PENDING' || question?.status === 'RUNNING';
  const [, cancel] = useMutation(CancelQuestion);
  const [steps, setSteps] = useState<{ id: string; name: string; detail: string }[]>([]);
  const [sentences, setSentences] = useState<{ id: string; sentence: Parameters<typeof Sentence>[0]['sentence'] }[]>([]);
  useSubscription({ query: AnswerProgress, variables: { questionId }, pause: !isRunning }, (_previous, progress) => {
    const event = progress.answerProgress;
    if (event.__typename === 'AnswerStep') setSteps((known) => [...known.filter(({ id }) => id !== event.id), event]);
    if (event.__typename === 'AnswerSentenceReady') setSentences((known) => [...known.filter(({ id }) => id !== event.id), event]);
    if (event.__typename === 'AnswerDone') refresh({ requestPolicy: 'network-only' });
    return progress;
  });

  if (error) return <ErrorNotice error={error} />;
  if (question === null) return <Notice>There is no such question.</Notice>;
  if (!question) return null;
  return (
    <Panel
      title={question.text}
      action={
        isRunning && (
          <Button quiet onClick={() => cancel({ id: questionId })}>
            Cancel
          </Button>
        )
      }
    >
      {isRunning && (
        <div className="space-y-3">
          <ol className="space-y-1 text-sm text-(--muted)" aria-live="polite">
            {steps.map((step) => (
              <li key={step.id}>
                <span className="font-medium">{step.name}</span> {step.detail}
              </li>
            ))}
          </ol>
          {sentences.map(({ id, sentence }) => (
            <Sentence key={id} sentence={sentence} />
          ))}
        </div>
      )}
      {question.answer && <Answer answer={question.answer} />}
      {question.status === 'FAILED' && <Notice tone="error">This question could not be worked through. Ask it again.</Notice>}
      {question.status === 'CANCELLED' && <Notice>Cancelled.</Notice>}
    </Panel>
  );
}
