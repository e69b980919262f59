import { useQuery } from 'urql';
import { FilingRow } from '../feed/filing-row.tsx';
import { graphql } from '../gql/index.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Older } from '../ui/older.tsx';

const CompanyFilingsQuery = graphql(`
  query CompanyFilings($cik: String!, $after: String) {
    company(cik: $cik) {
      id
      filings(first: 20, after: $after) {
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
  }
`);

export function CompanyFilings({ cik, after }: { cik: string; after?: string }) {
  const [{ data, error }] = useQuery({ query: CompanyFilingsQuery, variables: { cik, after }, requestPolicy: 'cache-and-network' });
  if (!data?.company) return error ? <ErrorNotice error={error} /> : <Loading rows={6} />;
  const { edges, pageInfo } = data.company.filings;
  const filings = (edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  if (filings.length === 0) return after ? null : <Notice>No filing of this company is held yet.</Notice>;
  return (
    <>
      <ul>
        {filings.map((filing) => (
          <FilingRow key={filing.id} filing={filing} />
        ))}
      </ul>
      <Older pageInfo={pageInfo}>{(next) => <CompanyFilings cik={cik} after={next} />}</Older>
    </>
  );
}
