import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

const StandingQuestionsQuery = graphql(`
  query StandingQuestions {
    standingQuestions {
      id
      text
      changedAt
      watchlist {
        id
        name
      }
      question {
        id
        status
      }
    }
    watchlists {
      id
      name
    }
  }
`);

const CreateStandingQuestion = graphql(`
  mutation CreateStandingQuestion($input: CreateStandingQuestionInput!) {
    createStandingQuestion(input: $input) {
      __typename
      ... on StandingQuestion {
        id
      }
      ... on Error {
        message
      }
    }
  }
`);

const DeleteStandingQuestion = graphql(`
  mutation DeleteStandingQuestion($id: ID!) {
    deleteStandingQuestion(id: $id) {
      __typename
    }
  }
`);

/** Questions that are asked again whenever a filing of their watchlist changes the evidence. */
export function StandingQuestions() {
  const [{ data, error }, refresh] = useQuery({ query: StandingQuestionsQuery, requestPolicy: 'cache-and-network' });
  const reload = () => refresh({ requestPolicy: 'network-only' });
  const [question, setQuestion] = useState('');
  const [watchlistId, setWatchlistId] = useState('');
  const [created, create] = useMutation(CreateStandingQuestion);
  const [, remove] = useMutation(DeleteStandingQuestion);
  const outcome = created.data?.createStandingQuestion;
  const chosen = watchlistId || data?.watchlists[0]?.id;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    const result = await create({ input: { question, watchlistId: chosen } });
    if (result.data?.createStandingQuestion.__typename !== 'StandingQuestion') return;
    setQuestion('');
    reload();
  };
  return (
    <Panel title="Standing questions">
      <div className="space-y-3">
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <input
            aria-label="Standing question"
            className={`${inputClass} min-w-64 flex-1`}
            placeholder="Asked again with each new filing: What is the outlook for gross margin?"
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
          <select
            aria-label="Watchlist"
            className={inputClass}
            value={chosen ?? ''}
            onChange={(event) => setWatchlistId(event.target.value)}
          >
            {data?.watchlists.map((watchlist) => (
              <option key={watchlist.id} value={watchlist.id}>
                {watchlist.name}
              </option>
            ))}
          </select>
          <Button type="submit" quiet disabled={created.fetching || question.trim() === '' || !chosen}>
            Add
          </Button>
        </form>
        <ErrorNotice error={error ?? created.error} />
        {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
        <ul className="divide-y divide-(--line) text-sm">
          {data?.standingQuestions.map((standing) => (
            <li key={standing.id} className="flex items-start justify-between gap-3 py-2">
              <div>
                {standing.question ? (
                  <Link className="font-medium hover:underline" href={`/ask/${encodeURIComponent(standing.question.id)}`}>
                    {standing.text}
                  </Link>
                ) : (
                  <span className="font-medium">{standing.text}</span>
                )}
                <p className="text-(--muted)">
                  {standing.watchlist?.name}
                  {standing.changedAt && ` · answer changed ${formatInstant(standing.changedAt)}`}
                </p>
              </div>
              <Button quiet onClick={async () => (await remove({ id: standing.id })) && reload()}>
                Delete
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
