import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';

const PastQuestionsQuery = graphql(`
  query PastQuestions($after: String) {
    questions(first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          text
          status
        }
      }
    }
  }
`);

export function PastQuestions({ current }: { current?: string }) {
  const [after, setAfter] = useState<string>();
  const [{ data }] = useQuery({ query: PastQuestionsQuery, variables: { after } });
  const questions = (data?.questions.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  if (questions.length === 0) return <p className="text-sm text-(--muted)">Nothing yet.</p>;
  return (
    <>
      <ul className="space-y-1 text-sm">
        {questions.map(({ id, text, status }) => (
          <li key={id}>
            <Link
              href={`/ask/${encodeURIComponent(id)}`}
              className={`block rounded px-2 py-1 hover:bg-(--canvas) ${id === current ? 'bg-(--canvas) font-medium' : ''}`}
            >
              <span className="line-clamp-2">{text}</span>
              {status !== 'ANSWERED' && <span className="text-xs text-(--muted)">{status.toLowerCase()}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {data?.questions.pageInfo.hasNextPage && (
        <Button quiet className="mt-2" onClick={() => setAfter(data.questions.pageInfo.endCursor ?? undefined)}>
          Older
        </Button>
      )}
    </>
  );
}
