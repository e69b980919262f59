import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

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
          stage
          errorClass
          code
          reason
          attempts
          createdAt
          filing {
            id
            accessionNumber
            form
            company {
              id
              name
            }
          }
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
  const [after, setAfter] = useState<string>();
  const [{ data, error }] = useQuery({ query: DeadLettersQuery, variables: { after }, requestPolicy: 'cache-and-network' });
  const [replayed, replay] = useMutation(Replay);
  const outcome = replayed.data?.replayDeadLetter;
  const letters = (data?.deadLetters.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  const run = (ids: string[]) => replay({ input: { ids, idempotencyKey: crypto.randomUUID() } });
  return (
    <Panel
      title="Dead letters"
      action={
        letters.length > 1 && (
          <Button quiet disabled={replayed.fetching} onClick={() => run(letters.map(({ id }) => id))}>
            Run all shown again
          </Button>
        )
      }
    >
      <div className="space-y-3">
        <ErrorNotice error={error ?? replayed.error} />
        {outcome?.__typename === 'ReplayAccepted' && <Notice>{outcome.replayed} sent through the pipeline again.</Notice>}
        {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
        {letters.length === 0 && <p className="text-sm text-(--muted)">None.</p>}
        <ul className="divide-y divide-(--line)">
          {letters.map((letter) => (
            <li key={letter.id} className="flex items-start justify-between gap-4 py-2 text-sm">
              <div className="min-w-0">
                <Link href={`/filings/${letter.filing.accessionNumber}`} className="font-medium hover:underline">
                  {letter.filing.company.name} {letter.filing.form}
                </Link>
                <p className="text-(--muted)">
                  {letter.stage} after {letter.attempts} attempts · {formatInstant(letter.createdAt)}
                </p>
                <p>
                  <span className="font-mono text-xs">{letter.code}</span> {letter.reason}
                </p>
              </div>
              <Button quiet disabled={replayed.fetching} onClick={() => run([letter.id])}>
                Run again
              </Button>
            </li>
          ))}
        </ul>
        {data?.deadLetters.pageInfo.hasNextPage && (
          <Button quiet onClick={() => setAfter(data.deadLetters.pageInfo.endCursor ?? undefined)}>
            Older
          </Button>
        )}
      </div>
    </Panel>
  );
}
