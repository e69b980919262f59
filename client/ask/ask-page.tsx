import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { useLocation } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { PastQuestions } from './past-questions.tsx';
import { QuestionView } from './question-view.tsx';

const Ask = graphql(`
  mutation Ask($input: AskInput!) {
    ask(input: $input) {
      __typename
      ... on Question {
        id
        text
        status
      }
      ... on Error {
        message
      }
    }
  }
`);

export function AskPage({ questionId }: { questionId?: string }) {
  const [, navigate] = useLocation();
  const [question, setQuestion] = useState('');
  const [tickers, setTickers] = useState('');
  const [follows, setFollows] = useState(false);
  const [{ data, error, fetching }, ask] = useMutation(Ask);
  const refused = data && data.ask.__typename !== 'Question' && 'message' in data.ask ? data.ask.message : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const only = tickers.split(/[\s,]+/).filter(Boolean);
    const input = {
      question,
      tickers: only.length > 0 ? only : undefined,
      followsQuestionId: follows ? questionId : undefined,
      idempotencyKey: crypto.randomUUID(),
    };
    const result = await ask({ input });
    if (result.data?.ask.__typename !== 'Question') return;
    setQuestion('');
    navigate(`/ask/${encodeURIComponent(result.data.ask.id)}`);
  };
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_20rem]">
      <div className="space-y-4">
        <Panel>
          <form onSubmit={submit} className="space-y-3">
            <textarea
              aria-label="Question"
              className={`${inputClass} w-full resize-y text-base`}
              rows={2}
              maxLength={2000}
              placeholder="Ask about the filings: What was total revenue in fiscal 2025?"
              value={question}
              onChange={(event) => setQuestion(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.shiftKey) event.currentTarget.form?.requestSubmit();
                if (event.key === 'Enter' && !event.shiftKey) event.preventDefault();
              }}
            />
            <div className="flex flex-wrap items-center gap-3">
              <input
                aria-label="Only these tickers"
                className={`${inputClass} w-56`}
                placeholder="Only these tickers (optional)"
                value={tickers}
                onChange={(event) => setTickers(event.target.value)}
              />
              {questionId && (
                <label className="flex items-center gap-1.5 text-sm text-(--muted)">
                  <input type="checkbox" checked={follows} onChange={(event) => setFollows(event.target.checked)} />
                  follows the question below
                </label>
              )}
              <Button type="submit" className="ml-auto" disabled={fetching || question.trim() === ''}>
                Ask
              </Button>
            </div>
            <ErrorNotice error={error} />
            {refused && <Notice tone="error">{refused}</Notice>}
          </form>
        </Panel>
        {questionId && <QuestionView key={questionId} questionId={questionId} />}
      </div>
      <Panel title="Asked before">
        <PastQuestions current={questionId} />
      </Panel>
    </div>
  );
}
