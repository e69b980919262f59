import { useState } from 'react';
import { useQuery } from 'urql';
import { FilingRow } from '../feed/filing-row.tsx';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

const CompanyQuery = graphql(`
  query Company($cik: String!, $after: String) {
    company(cik: $cik) {
      id
      cik
      name
      tickers
      sicDescription
      fiscalYearEnd
      stateOfIncorporation
      formerNames {
        name
      }
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

export function CompanyPage({ cik }: { cik: string }) {
  const [after, setAfter] = useState<string>();
  const [{ data, error, fetching }] = useQuery({ query: CompanyQuery, variables: { cik, after } });
  const company = data?.company;
  if (error) return <ErrorNotice error={error} />;
  if (!company) return fetching ? null : <Notice>Gravity does not hold this company yet. Read its filings from the feed.</Notice>;
  const facts = [
    company.tickers.join(', '),
    company.sicDescription,
    company.fiscalYearEnd && `fiscal year ends ${company.fiscalYearEnd.slice(0, 2)}-${company.fiscalYearEnd.slice(2)}`,
    company.stateOfIncorporation,
    `CIK ${company.cik}`,
  ].filter(Boolean);
  return (
    <div className="space-y-4">
      <header>
        <h1 className="text-xl font-bold">{company.name}</h1>
        <p className="text-sm text-(--muted)">{facts.join(' · ')}</p>
        {company.formerNames.length > 0 && (
          <p className="text-sm text-(--muted)">Formerly {company.formerNames.map(({ name }) => name).join(', ')}</p>
        )}
      </header>
      <Panel title="Filings">
        <ul>{(company.filings.edges ?? []).map((edge) => edge?.node && <FilingRow key={edge.node.id} filing={edge.node} />)}</ul>
        {company.filings.pageInfo.hasNextPage && (
          <Button quiet className="mt-3" onClick={() => setAfter(company.filings.pageInfo.endCursor ?? undefined)}>
            Older filings
          </Button>
        )}
      </Panel>
    </div>
  );
}
