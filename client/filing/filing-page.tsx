import { useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { Link, useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { formatDay, formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { Analysis } from './analysis.tsx';
import { Reader } from './reader.tsx';
import { SectionList } from './section-list.tsx';

const Filing = graphql(`
  query Filing($accessionNumber: String!) {
    filing(accessionNumber: $accessionNumber) {
      id
      accessionNumber
      form
      items
      filedAt
      acceptedAt
      acceptedAtApproximate
      firstSeenAt
      periodEnd
      fiscalYear
      fiscalPeriod
      status
      url
      company {
        id
        cik
        name
        tickers
      }
      amends {
        id
        accessionNumber
        form
      }
      amendedBy {
        id
        accessionNumber
        form
        filedAt
      }
      documents {
        name
        type
        description
        isRead
        htmlUrl
      }
      events {
        to
        at
      }
      analysis {
        ...Analysis
      }
      ...SectionList
    }
  }
`);

const OneFilingChanged = graphql(`
  subscription OneFilingChanged($tickers: [String!]) {
    filingStatusChanged(tickers: $tickers) {
      id
      filing {
        id
        accessionNumber
        status
      }
    }
  }
`);

/** One filing: what it is, what it says, and the text itself. `?document&from&to` opens a passage, `?section` a section. */
export function FilingPage({ accessionNumber }: { accessionNumber: string }) {
  const [{ data, error, fetching }, refresh] = useQuery({ query: Filing, variables: { accessionNumber } });
  const filing = data?.filing;
  useSubscription(
    {
      query: OneFilingChanged,
      variables: { tickers: filing?.company.tickers },
      pause: !filing || filing.status === 'INDEXED' || filing.company.tickers.length === 0,
    },
    (_previous, change) => {
      if (change.filingStatusChanged.filing.accessionNumber === accessionNumber) refresh({ requestPolicy: 'network-only' });
      return change;
    },
  );
  const [parameters, setParameters] = useSearchParams();
  const readable = filing?.documents.filter((document) => document.isRead) ?? [];
  const [chosen, setChosen] = useState<string>();
  const documentName = parameters.get('document') ?? chosen ?? readable[0]?.name;

  if (error) return <ErrorNotice error={error} />;
  if (!filing) return fetching ? null : <Notice>Gravity does not hold this filing. Read its company's filings from the feed first.</Notice>;
  const open = (name: string, from?: number, to?: number) => {
    setChosen(name);
    setParameters(from === undefined ? { document: name } : { document: name, from: String(from), to: String(to) });
  };
  return (
    <div className="space-y-4">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-bold">
            <Link href={`/companies/${filing.company.cik}`} className="hover:underline">
              {filing.company.name}
            </Link>{' '}
            <span className="font-mono">{filing.form}</span>
          </h1>
          <p className="text-sm text-(--muted)">
            {[
              filing.fiscalYear && `${filing.fiscalPeriod ?? ''} ${filing.fiscalYear}`.trim(),
              filing.periodEnd && `period ended ${formatDay(filing.periodEnd)}`,
              filing.acceptedAt
                ? `accepted ${formatInstant(filing.acceptedAt)}${filing.acceptedAtApproximate ? ' (approximate)' : ''}`
                : `filed ${formatDay(filing.filedAt)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p className="mt-1 text-sm">
            <a className="text-accent underline" href={filing.url} target="_blank" rel="noreferrer">
              {filing.accessionNumber} at the SEC
            </a>
            {filing.amends && (
              <Link className="ml-3 text-accent underline" href={`/filings/${filing.amends.accessionNumber}`}>
                amends {filing.amends.form} {filing.amends.accessionNumber}
              </Link>
            )}
          </p>
        </div>
        <ol className="flex flex-wrap items-center gap-2">
          {filing.events.map((event) => (
            <li key={`${event.to}${event.at}`} title={formatInstant(event.at)}>
              <StatusBadge status={event.to} />
            </li>
          ))}
        </ol>
      </header>
      {filing.amendedBy.map((amendment) => (
        <Notice key={amendment.id} tone="warning">
          Amended on {formatDay(amendment.filedAt)} by{' '}
          <Link className="underline" href={`/filings/${amendment.accessionNumber}`}>
            {amendment.form} {amendment.accessionNumber}
          </Link>
          .
        </Notice>
      ))}
      {filing.status === 'DEAD_LETTERED' && (
        <Notice tone="error">This filing could not be read. The reason stands under Pipeline, where an operator can run it again.</Notice>
      )}
      {filing.status === 'ANALYZED_NOT_INDEXED' && (
        <Notice tone="warning">This filing reads and its facts answer, but it is not searchable yet.</Notice>
      )}
      {filing.analysis && <Analysis analysis={filing.analysis} accessionNumber={accessionNumber} />}
      <div className="grid gap-4 lg:grid-cols-[19rem_1fr]">
        <Panel title="Sections">
          <SectionList filing={filing} onOpen={(section) => open(section.documentName, section.charStart, section.charEnd)} />
        </Panel>
        <Panel
          title="Reader"
          action={
            <select
              aria-label="Document"
              className="max-w-xs rounded-lg border border-(--line) bg-(--surface) px-2 py-1 text-sm"
              value={documentName}
              onChange={(event) => open(event.target.value)}
            >
              {readable.map((document) => (
                <option key={document.name} value={document.name}>
                  {document.type} {document.name}
                </option>
              ))}
            </select>
          }
        >
          {documentName ? (
            <Reader
              accessionNumber={accessionNumber}
              documentName={documentName}
              htmlUrl={filing.documents.find((document) => document.name === documentName)?.htmlUrl ?? null}
              from={Number(parameters.get('from') ?? 0)}
              to={Number(parameters.get('to') ?? 0)}
            />
          ) : (
            <Notice>Nothing to read yet: the text appears when the filing is ANALYZED.</Notice>
          )}
        </Panel>
      </div>
    </div>
  );
}
