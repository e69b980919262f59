import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { inputClass } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/notice.tsx';

const CertificateQuery = graphql(`
  query Certificate($watchlistId: ID!, $day: Date!) {
    completeness(watchlistId: $watchlistId, day: $day) {
      day
      complete
      indexPublished
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

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** Proof that no filing of the day was missed, or the names of those that are not there yet. */
export function Certificate({ watchlistId }: { watchlistId: string }) {
  const [day, setDay] = useState(yesterday);
  const [{ data, error, fetching }] = useQuery({
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
      {certificate && !fetching && (
        <p className={`mt-2 font-medium ${certificate.complete ? 'text-emerald-700 dark:text-emerald-400' : ''}`}>
          {!certificate.indexPublished && "EDGAR's index of this day is not published. "}
          {certificate.indexed} of {certificate.expected} filings indexed{certificate.complete ? ': complete.' : '.'}
        </p>
      )}
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
