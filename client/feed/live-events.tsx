import { useState } from 'react';
import { useSubscription } from 'urql';
import { Link } from 'wouter';
import { connection } from '../connection/connection.ts';
import { graphql } from '../gql/index.ts';
import { formatTime } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { useStore } from '../ui/store.ts';

const FilingStatusChanged = graphql(`
  subscription FilingStatusChanged($watchlistId: ID, $afterEventId: ID) {
    filingStatusChanged(watchlistId: $watchlistId, afterEventId: $afterEventId) {
      id
      to
      at
      degraded
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
  const isOpen = useStore(connection) === 'open';
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [isDegraded, setIsDegraded] = useState(false);
  useSubscription({ query: FilingStatusChanged, variables: { watchlistId } }, (_previous, data) => {
    const { id, to, at, filing, degraded } = data.filingStatusChanged;
    const event = { id, to, at, accessionNumber: filing.accessionNumber, form: filing.form, company: filing.company.name };
    setEvents((known) => (known.some((one) => one.id === id) ? known : [event, ...known].slice(0, KEPT)));
    setIsDegraded(degraded.length > 0);
    if (to === 'DISCOVERED' || to === 'INGESTED') onDiscovered();
    return data;
  });
  return (
    <Panel
      title="Live"
      action={
        <span className="flex items-center gap-1.5 text-xs text-(--muted)">
          <span className={`size-2 rounded-full ${isOpen ? 'bg-emerald-500' : 'bg-amber-500'}`} />
          {isOpen ? 'connected' : 'connecting'}
        </span>
      }
    >
      <div className="space-y-2">
        {isDegraded && <Notice tone="warning">Live events come a few seconds late at the moment.</Notice>}
        {events.length === 0 && <p className="text-sm text-(--muted)">Waiting for the next filing…</p>}
        <ol aria-live="polite" className="max-h-[32rem] space-y-2 overflow-y-auto max-lg:max-h-48">
          {events.map((event) => (
            <li key={event.id} className="text-sm">
              <Link
                href={`/filings/${event.accessionNumber}`}
                className="grid grid-cols-[4rem_1fr_auto] items-center gap-2 hover:underline"
              >
                <time className="font-mono text-xs text-(--muted)" dateTime={event.at}>
                  {formatTime(event.at)}
                </time>
                <span className="truncate">
                  <span className="font-mono text-xs">{event.form}</span> {event.company}
                </span>
                <StatusBadge status={event.to} />
              </Link>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
