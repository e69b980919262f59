import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatDay, formatInstant } from '../ui/format.ts';
import { formatPeriod } from '../ui/period.ts';
import { StatusBadge } from '../ui/status-badge.tsx';

const FilingRowFragment = graphql(`
  fragment FilingRow on Filing {
    id
    accessionNumber
    form
    items
    filedAt
    acceptedAt
    firstSeenAt
    fiscalYear
    fiscalPeriod
    status
    company {
      id
      cik
      name
      tickers
    }
  }
`);

export function FilingRow({ filing }: { filing: FragmentType<typeof FilingRowFragment> }) {
  const { accessionNumber, form, items, filedAt, acceptedAt, firstSeenAt, fiscalYear, fiscalPeriod, status, company } = getFragment(
    FilingRowFragment,
    filing,
  );
  return (
    <li className="border-b border-(--line) last:border-0">
      <Link
        href={`/filings/${accessionNumber}`}
        className="grid grid-cols-[4rem_1fr] items-center gap-x-3 gap-y-1 px-1 sm:grid-cols-[4.5rem_1fr_auto] py-2.5 hover:bg-(--canvas)"
      >
        <span className="font-mono text-sm font-semibold">{form}</span>
        <span className="min-w-0">
          <span className="block truncate text-sm font-medium">
            {company.name} {company.tickers.length > 0 && <span className="text-(--muted)">{company.tickers.join(', ')}</span>}
          </span>
          <span className="block truncate text-xs text-(--muted)" title={`First seen ${formatInstant(firstSeenAt)}`}>
            {[
              formatPeriod({ fiscalYear, fiscalPeriod }),
              items.length > 0 && `Items ${items.join(', ')}`,
              acceptedAt ? `accepted ${formatInstant(acceptedAt)}` : `filed ${formatDay(filedAt)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className="max-sm:col-start-2">
          <StatusBadge status={status} />
        </span>
      </Link>
    </li>
  );
}
