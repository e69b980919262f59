import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { Older } from '../ui/older.tsx';

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

export function PastQuestions({ current, after }: { current?: string; after?: string }) {
  const [{ data, error }] = useQuery({ query: PastQuestionsQuery, variables: { after }, requestPolicy: 'cache-and-network' });
  if (!data) return error ? <ErrorNotice error={error} /> : <Loading />;
  const questions = (data.questions.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  if (questions.length === 0) return after ? null : <p className="text-sm text-(--muted)">Nothing yet.</p>;
  return (
    <>
      <ul className="space-y-1 text-sm">
        {questions.map(({ id, text, status }) => (
          <li key={id}>
            <Link
              href={`/ask/${encodeURIComponent(id)}`}
              aria-current={id === current ? 'page' : undefined}
              className={`block rounded px-2 py-1 hover:bg-(--canvas) ${id === current ? 'bg-(--canvas) font-medium' : ''}`}
            >
              <span className="line-clamp-2">{text}</span>
              {status !== 'ANSWERED' && <span className="text-xs text-(--muted)">{status.toLowerCase()}</span>}
            </Link>
          </li>
        ))}
      </ul>
      <Older pageInfo={data.questions.pageInfo}>{(next) => <PastQuestions current={current} after={next} />}</Older>
    </>
  );
}
