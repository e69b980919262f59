import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { formatMonthDay } from '../ui/format.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { CompanyFilings } from './company-filings.tsx';

const CompanyQuery = graphql(`
  query Company($cik: String!) {
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
    }
  }
`);

export function CompanyPage({ cik }: { cik: string }) {
  const [{ data, error }] = useQuery({ query: CompanyQuery, variables: { cik } });
  const company = data?.company;
  if (!data) return error ? <ErrorNotice error={error} /> : <Loading />;
  if (!company) return <Notice>Gravity does not hold this company yet. Read its filings from the feed.</Notice>;
  const facts = [
    company.tickers.join(', '),
    company.sicDescription,
    company.fiscalYearEnd && `fiscal year ends ${formatMonthDay(company.fiscalYearEnd)}`,
    company.stateOfIncorporation,
    `CIK ${company.cik}`,
  ].filter(Boolean);
  return (
    <div className="space-y-4">
      <title>{`${company.name} · Gravity`}</title>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-bold">{company.name}</h1>
          <p className="text-sm text-(--muted)">{facts.join(' · ')}</p>
          {company.formerNames.length > 0 && (
            <p className="text-sm text-(--muted)">Formerly {company.formerNames.map(({ name }) => name).join(', ')}</p>
          )}
        </div>
        {company.tickers[0] && (
          <Link
            href={`/ask?tickers=${encodeURIComponent(company.tickers[0])}`}
            className="rounded-lg border border-(--line) bg-(--surface) px-3 py-1.5 text-sm font-medium hover:border-accent"
          >
            Ask about this company
          </Link>
        )}
      </header>
      <Panel title="Filings">
        <CompanyFilings cik={cik} />
      </Panel>
    </div>
  );
}
