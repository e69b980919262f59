import { useMutation, useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Older } from '../ui/older.tsx';
import { Panel } from '../ui/panel.tsx';
import { DeadLetterRow } from './dead-letter-row.tsx';

const DeadLettersQuery = graphql(`
  query DeadLetters($after: String) {
    deadLetters(first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...DeadLetterRow
        }
      }
    }
  }
`);

const Replay = graphql(`
  mutation Replay($input: ReplayDeadLetterInput!) {
    replayDeadLetter(input: $input) {
      __typename
      ... on ReplayAccepted {
        replayed
      }
      ... on Error {
        message
      }
    }
  }
`);

/** What was given up, why, and a way to run it again. */
export function DeadLetters() {
  const [replayed, replay] = useMutation(Replay);
  const outcome = replayed.data?.replayDeadLetter;
  const run = (ids: string[]) => void replay({ input: { ids } });
  return (
    <Panel title="Dead letters">
      <div className="space-y-3">
        <ErrorNotice error={replayed.error} />
        {outcome?.__typename === 'ReplayAccepted' && <Notice>{outcome.replayed} sent through the pipeline again.</Notice>}
        {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
        <Letters isBusy={replayed.fetching} onRun={run} />
      </div>
    </Panel>
  );
}

interface LettersProps {
  after?: string;
  isBusy: boolean;
  onRun: (ids: string[]) => void;
}

function Letters({ after, isBusy, onRun }: LettersProps) {
  const [{ data, error }] = useQuery({ query: DeadLettersQuery, variables: { after }, requestPolicy: 'cache-and-network' });
  if (!data) return error ? <ErrorNotice error={error} /> : <Loading />;
  const letters = (data.deadLetters.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  if (letters.length === 0) return after ? null : <p className="text-sm text-(--muted)">None.</p>;
  return (
    <>
      {letters.length > 1 && (
        <Button quiet disabled={isBusy} onClick={() => onRun(letters.map(({ id }) => id))}>
          Run these {letters.length} again
        </Button>
      )}
      <ul className="divide-y divide-(--line)">
        {letters.map((letter) => (
          <DeadLetterRow key={letter.id} letter={letter} isBusy={isBusy} onRun={() => onRun([letter.id])} />
        ))}
      </ul>
      <Older pageInfo={data.deadLetters.pageInfo}>{(next) => <Letters after={next} isBusy={isBusy} onRun={onRun} />}</Older>
    </>
  );
}
