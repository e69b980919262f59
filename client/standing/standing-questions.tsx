import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { StandingRow } from './standing-row.tsx';

const StandingQuestionsQuery = graphql(`
  query StandingQuestions {
    standingQuestions {
      id
      ...StandingRow
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

/** Questions that are asked again whenever a filing of their watchlist changes the evidence. */
export function StandingQuestions() {
  const [{ data, error }, refresh] = useQuery({ query: StandingQuestionsQuery, requestPolicy: 'cache-and-network' });
  useRefresh(() => refresh({ requestPolicy: 'network-only' }), 15_000);
  const [question, setQuestion] = useState('');
  const [watchlistId, setWatchlistId] = useState('');
  const [created, create] = useMutation(CreateStandingQuestion);
  const outcome = created.data?.createStandingQuestion;
  const chosen = watchlistId || data?.watchlists[0]?.id;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    const result = await create({ input: { question, watchlistId: chosen } });
    if (result.data?.createStandingQuestion.__typename !== 'StandingQuestion') return;
    setQuestion('');
  };
  return (
    <Panel title="Standing questions">
      <div className="space-y-3">
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <input
            aria-label="Standing question"
            className={`${inputClass} min-w-0 flex-1 basis-64`}
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
        {data?.standingQuestions.length === 0 && <p className="text-sm text-(--muted)">None yet.</p>}
        <ul className="divide-y divide-(--line) text-sm">
          {data?.standingQuestions.map((standing) => (
            <StandingRow key={standing.id} standing={standing} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}
