import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatDay, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { formatPeriod } from '../ui/period.ts';
import { StatusBadge } from '../ui/status-badge.tsx';

const FilingHeaderFragment = graphql(`
  fragment FilingHeader on Filing {
    id
    accessionNumber
    form
    items
    filedAt
    acceptedAt
    acceptedAtApproximate
    periodEnd
    fiscalYear
    fiscalPeriod
    status
    url
    company {
      id
      cik
      name
    }
    companies {
      id
      cik
      name
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
    events {
      id
      to
      at
    }
  }
`);

/** What a filing is, how far it has come, and what was filed about it since. */
export function FilingHeader({ filing: masked }: { filing: FragmentType<typeof FilingHeaderFragment> }) {
  const filing = getFragment(FilingHeaderFragment, masked);
  const others = filing.companies.filter(({ id }) => id !== filing.company.id);
  const facts = [
    formatPeriod(filing),
    filing.periodEnd && `period ended ${formatDay(filing.periodEnd)}`,
    filing.items.length > 0 && `items ${filing.items.join(', ')}`,
    filing.acceptedAt
      ? `accepted ${formatInstant(filing.acceptedAt)}${filing.acceptedAtApproximate ? ' (approximate)' : ''}`
      : `filed ${formatDay(filing.filedAt)}`,
  ];
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-xl font-bold">
            <Link href={`/companies/${filing.company.cik}`} className="hover:underline">
              {filing.company.name}
            </Link>{' '}
            <span className="font-mono whitespace-nowrap">{filing.form}</span>
          </h1>
          <p className="text-sm text-(--muted)">{facts.filter(Boolean).join(' · ')}</p>
          {others.length > 0 && (
            <p className="text-sm text-(--muted)">
              With{' '}
              {others.map(({ id, cik, name }, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <Link href={`/companies/${cik}`} className="underline">
                    {name}
                  </Link>
                </span>
              ))}
            </p>
          )}
          <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
            <a className="link" href={filing.url} target="_blank" rel="noreferrer">
              {filing.accessionNumber} at the SEC
            </a>
            {filing.amends && (
              <Link className="link" href={`/filings/${filing.amends.accessionNumber}`}>
                amends {filing.amends.form} {filing.amends.accessionNumber}
              </Link>
            )}
          </p>
        </div>
        <ol aria-label="Progress" className="flex flex-wrap items-center gap-2">
          {filing.events.map((event) => (
            <li key={event.id} title={formatInstant(event.at)}>
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
    </>
  );
}
