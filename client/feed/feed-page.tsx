import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { inputClass } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { useThrottled } from '../ui/use-throttled.ts';
import { AddCompanies } from './add-companies.tsx';
import { FilingList } from './filing-list.tsx';
import { LiveEvents } from './live-events.tsx';

const FeedWatchlists = graphql(`
  query FeedWatchlists {
    watchlists {
      id
      name
    }
  }
`);
const FORMS = ['10-K', '10-Q', '8-K', '20-F', '6-K', 'DEF 14A', '3', '4', '5', '13F-HR', 'S-1'];

/** Filings as they come. The filters stand in the address, so that a view can be kept and shared. */
export function FeedPage() {
  const [parameters, setParameters] = useSearchParams();
  const form = parameters.get('form') ?? '';
  const watchlistId = parameters.get('watchlist') ?? '';
  const [{ data }] = useQuery({ query: FeedWatchlists });
  const filter = useMemo(() => ({ forms: form ? [form] : undefined, watchlistId: watchlistId || undefined }), [form, watchlistId]);
  const [revision, setRevision] = useState(0);
  const reload = useThrottled(() => setRevision((known) => known + 1), 700);
  useRefresh(reload, 60_000);
  const choose = (name: string, value: string) =>
    setParameters((known) => {
      const next = new URLSearchParams(known);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
      <title>Feed · Gravity</title>
      <div className="min-w-0">
        <Panel
          title="Filings"
          action={
            <div className="flex min-w-0 gap-2">
              <select
                aria-label="Watchlist"
                className={`${inputClass} min-w-0`}
                value={watchlistId}
                onChange={(event) => choose('watchlist', event.target.value)}
              >
                <option value="">All companies</option>
                {data?.watchlists.map((watchlist) => (
                  <option key={watchlist.id} value={watchlist.id}>
                    {watchlist.name}
                  </option>
                ))}
              </select>
              <select
                aria-label="Form"
                className={`${inputClass} min-w-0`}
                value={form}
                onChange={(event) => choose('form', event.target.value)}
              >
                <option value="">All forms</option>
                {FORMS.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </div>
          }
        >
          <FilingList
            key={`${form} ${watchlistId}`}
            filter={filter}
            revision={revision}
            empty={
              form || watchlistId
                ? 'No filing matches these filters yet.'
                : 'No filings yet. Name companies under “Add companies”, and their newest filings arrive here.'
            }
          />
        </Panel>
      </div>
      <div className="min-w-0 space-y-4">
        <Panel title="Add companies">
          <AddCompanies />
        </Panel>
        <LiveEvents key={watchlistId} watchlistId={watchlistId || undefined} onDiscovered={reload} />
      </div>
    </div>
  );
}
