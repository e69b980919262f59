import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { inputClass } from '../ui/button.tsx';
import { lastFilingDay } from '../ui/day.ts';
import { formatInstant } from '../ui/format.ts';
import { ErrorNotice } from '../ui/notice.tsx';

const CertificateQuery = graphql(`
  query Certificate($watchlistId: ID!, $day: Date!) {
    completeness(watchlistId: $watchlistId, day: $day) {
      day
      complete
      indexPublished
      indexReadAt
      companies
      expected
      indexed
      exceptions {
        accessionNumber
        form
        state
        reason
      }
    }
  }
`);

/** Proof that no filing of the day was missed, or the names of those that are not there yet. */
export function Certificate({ watchlistId }: { watchlistId: string }) {
  const [day, setDay] = useState(() => lastFilingDay(new Date()));
  const [{ data, error }] = useQuery({
    query: CertificateQuery,
    variables: { watchlistId, day },
    requestPolicy: 'cache-and-network',
  });
  const certificate = data?.completeness;
  return (
    <div className="border-t border-(--line) pt-3 text-sm">
      <label className="flex items-center gap-2 text-(--muted)">
        Completeness on
        <input type="date" className={inputClass} value={day} onChange={(event) => event.target.value && setDay(event.target.value)} />
      </label>
      <ErrorNotice error={error} />
      {certificate && certificate.day === day && <Verdict {...certificate} />}
      <ul className="mt-1 space-y-1">
        {certificate?.exceptions.map((exception) => (
          <li key={exception.accessionNumber}>
            <Link className="font-mono underline" href={`/filings/${exception.accessionNumber}`}>
              {exception.accessionNumber}
            </Link>{' '}
            {exception.form}: {exception.reason ?? exception.state}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface VerdictProps {
  complete: boolean;
  indexPublished: boolean;
  indexReadAt?: string | null;
  companies: number;
  expected: number;
  indexed: number;
}

function Verdict({ complete, indexPublished, indexReadAt, companies, expected, indexed }: VerdictProps) {
  if (!indexPublished)
    return <p className="mt-2 text-(--muted)">EDGAR has published no index of this day, or it was not read yet: nothing is proven.</p>;
  return (
    <p className={`mt-2 font-medium ${complete ? 'text-emerald-700 dark:text-emerald-400' : 'text-amber-700 dark:text-amber-300'}`}>
      {complete ? 'Complete: ' : 'Not complete: '}
      {indexed} of {expected} filings by {companies} {companies === 1 ? 'company' : 'companies'} searchable.
      {indexReadAt && (
        <span className="block text-xs font-normal text-(--muted)">Against EDGAR's index read {formatInstant(indexReadAt)}</span>
      )}
    </p>
  );
}
