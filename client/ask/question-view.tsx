import { useCallback } from 'react';
import { useMutation, useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { Answer } from './answer.tsx';
import { CancelQuestion, useCancelOnClose } from './cancel-question.ts';
import { ProgressView } from './progress-view.tsx';

const QuestionQuery = graphql(`
  query Question($id: ID!) {
    question(id: $id) {
      id
      text
      status
      follows {
        id
        text
      }
      answer {
        ...Answer
      }
    }
  }
`);

/** Asked again now and then, in case the end of a question was not heard. */
const CHECK_MS = 5_000;

/** A question as it is worked on, then the whole answer as it is stored. */
export function QuestionView({ questionId }: { questionId: string }) {
  const [{ data, error }, refresh] = useQuery({
    query: QuestionQuery,
    variables: { id: questionId },
    requestPolicy: 'cache-and-network',
  });
  const reload = useCallback(() => refresh({ requestPolicy: 'network-only' }), [refresh]);
  const [cancelled, cancel] = useMutation(CancelQuestion);
  const question = data?.question;
  const isRunning = question?.status === 'PENDING' || question?.status === 'RUNNING';
  useRefresh(() => isRunning && reload(), CHECK_MS);
  useCancelOnClose(questionId, isRunning);

  if (!data) return error ? <ErrorNotice error={error} /> : <Loading />;
  if (!question) return <Notice>There is no such question.</Notice>;
  return (
    <Panel
      title={question.text}
      action={
        isRunning && (
          <Button quiet disabled={cancelled.fetching} onClick={() => cancel({ id: questionId })}>
            Cancel
          </Button>
        )
      }
    >
      <title>{`${question.text} · Gravity`}</title>
      <div className="space-y-3">
        {question.follows && (
          <p className="text-xs text-(--muted)">
            Follows{' '}
            <Link className="underline" href={`/ask/${encodeURIComponent(question.follows.id)}`}>
              {question.follows.text}
            </Link>
          </p>
        )}
        <ErrorNotice error={cancelled.error} />
        {isRunning && <ProgressView questionId={questionId} onDone={reload} />}
        {question.answer && <Answer answer={question.answer} />}
        {question.status === 'FAILED' && <Notice tone="error">This question could not be worked through. Ask it again.</Notice>}
        {question.status === 'CANCELLED' && <Notice>Cancelled.</Notice>}
      </div>
    </Panel>
  );
}
