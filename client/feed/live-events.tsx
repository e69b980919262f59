import { useState } from 'react';
import { useSubscription } from 'urql';
import { Link } from 'wouter';
import { graphql } from '../gql/index.ts';
import { StatusBadge } from '../ui/status-badge.tsx';

const FilingStatusChanged = graphql(`
  subscription FilingStatusChanged($tickers: [String!], $watchlistId: ID, $afterEventId: ID) {
    filingStatusChanged(tickers: $tickers, watchlistId: $watchlistId, afterEventId: $afterEventId) {
      id
      to
      at
      filing {
        ...FilingRow
        id
        status
        accessionNumber
        form
        company {
          id
          name
        }
      }
    }
  }
`);

interface LiveEvent {
  id: string;
  to: string;
  at: string;
  accessionNumber: string;
  form: string;
  company: string;
}
const KEPT = 30;

/** What happens now, newest first. `onDiscovered` is told of filings that no list on the page can hold yet. */
export function LiveEvents({ watchlistId, onDiscovered }: { watchlistId?: string; onDiscovered: () => void }) {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [{ error }] = useSubscription({ query: FilingStatusChanged, variables: { watchlistId } }, (_previous, data) => {
    const { id, to, at, filing } = data.filingStatusChanged;
    const event = { id, to, at, accessionNumber: filing.accessionNumber, form: filing.form, company: filing.company.name };
    setEvents((known) => (known.some((one) => one.id === id) ? known : [event, ...known].slice(0, KEPT)));
    if (to === 'DISCOVERED' || to === 'INGESTED') onDiscovered();
    return data;
  });
  if (events.length === 0)
    return <p className="text-sm text-(--muted)">{error ? 'Not connected: trying again.' : 'Waiting for the next filing…'}</p>;
  return (
    <ol aria-live="polite" className="space-y-2">
      {events.map((event) => (
        <li key={event.id} className="text-sm">
          <Link href={`/filings/${event.accessionNumber}`} className="grid grid-cols-[4.5rem_1fr_auto] items-center gap-2 hover:underline">
            <time className="font-mono text-xs text-(--muted)" dateTime={event.at}>
              {new Date(event.at).toLocaleTimeString()}
            </time>
            <span className="truncate">
              {event.company} <span className="text-(--muted)">{event.form}</span>
            </span>
            <StatusBadge status={event.to} />
          </Link>
        </li>
      ))}
    </ol>
  );
}
