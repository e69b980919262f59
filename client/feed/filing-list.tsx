import { useEffect } from 'react';
import { useQuery } from 'urql';
import type { FilingFilter } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Older } from '../ui/older.tsx';
import { FilingRow } from './filing-row.tsx';

const FilingListQuery = graphql(`
  query FilingList($filter: FilingFilter, $after: String) {
    filings(filter: $filter, first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...FilingRow
        }
      }
    }
  }
`);

interface FilingListProps {
  filter: FilingFilter;
  after?: string;
  /** Grows when there is something new to ask for. */
  revision: number;
  /** Said when there is nothing. */
  empty: string;
}

/** Filings, newest first, page below page. */
export function FilingList({ filter, after, revision, empty }: FilingListProps) {
  const [{ data, error }, refresh] = useQuery({
    query: FilingListQuery,
    variables: { filter, after },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (revision > 0) refresh({ requestPolicy: 'network-only' });
  }, [revision, refresh]);
  if (!data) return error ? <ErrorNotice error={error} /> : <Loading rows={8} />;
  const filings = (data.filings.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  if (filings.length === 0) return after ? null : <Notice>{empty}</Notice>;
  return (
    <>
      <ul>
        {filings.map((filing) => (
          <FilingRow key={filing.id} filing={filing} />
        ))}
      </ul>
      <Older pageInfo={data.filings.pageInfo}>
        {(next) => <FilingList filter={filter} after={next} revision={revision} empty={empty} />}
      </Older>
    </>
  );
}
