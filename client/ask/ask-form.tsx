import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { useLocation, useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { parseTickers } from '../ui/tickers.ts';

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

/** `?tickers=` names the companies to begin with. @param questionId the question on the page, which the next one may follow */
export function AskForm({ questionId }: { questionId?: string }) {
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const [question, setQuestion] = useState('');
  const [tickers, setTickers] = useState(parameters.get('tickers') ?? '');
  const [follows, setFollows] = useState(false);
  /** The same for each try of one question, so that a try whose answer was lost does not ask twice. */
  const [idempotencyKey, setIdempotencyKey] = useState(newKey);
  const [{ data, error, fetching }, ask] = useMutation(Ask);
  const problem = data && data.ask.__typename !== 'Question' && 'message' in data.ask ? data.ask.message : null;

  const change = (set: () => void) => {
    set();
    setIdempotencyKey(newKey());
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching || question.trim() === '') return;
    const only = parseTickers(tickers);
    const input = {
      question: question.trim(),
      tickers: only.length > 0 ? only : undefined,
      followsQuestionId: follows ? questionId : undefined,
      idempotencyKey,
    };
    const result = await ask({ input });
    if (result.data?.ask.__typename !== 'Question') return;
    change(() => setQuestion(''));
    setFollows(false);
    navigate(`/ask/${encodeURIComponent(result.data.ask.id)}`);
  };
  return (
    <Panel>
      <form onSubmit={submit} className="space-y-3">
        <textarea
          aria-label="Question"
          className={`${inputClass} block w-full resize-y text-base`}
          rows={2}
          maxLength={2000}
          placeholder="Ask about the filings: What was total revenue in fiscal 2025?"
          value={question}
          onChange={(event) => change(() => setQuestion(event.target.value))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          <input
            aria-label="Only these tickers"
            className={`${inputClass} w-full sm:w-56`}
            placeholder="Only these tickers (optional)"
            value={tickers}
            onChange={(event) => change(() => setTickers(event.target.value))}
          />
          {questionId && (
            <label className="flex items-center gap-1.5 text-sm text-(--muted)">
              <input type="checkbox" checked={follows} onChange={(event) => change(() => setFollows(event.target.checked))} />
              Follow up on the question below
            </label>
          )}
          <Button type="submit" className="ml-auto" disabled={fetching || question.trim() === ''}>
            {fetching ? 'Asking…' : 'Ask'}
          </Button>
        </div>
        <ErrorNotice error={error} />
        {problem && <Notice tone="error">{problem}</Notice>}
      </form>
    </Panel>
  );
}

/** `randomUUID` exists on https and localhost only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
