import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { AddCompanies } from './add-companies.tsx';
import { FilingRow } from './filing-row.tsx';
import { LiveEvents } from './live-events.tsx';

const Feed = graphql(`
  query Feed($filter: FilingFilter, $after: String) {
    filings(filter: $filter, first: 20, after: $after) {
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
    watchlists {
      id
      name
    }
  }
`);
const FORMS = ['10-K', '10-Q', '8-K', '20-F', '6-K', 'DEF 14A', '4', '13F-HR'];

export function FeedPage() {
  const [form, setForm] = useState('');
  const [watchlistId, setWatchlistId] = useState<string>();
  const [after, setAfter] = useState<string>();
  const filter = { forms: form ? [form] : undefined, watchlistId };
  const [{ data, error, fetching }, refresh] = useQuery({ query: Feed, variables: { filter, after } });
  const reload = useCallback(() => {
    setAfter(undefined);
    refresh({ requestPolicy: 'network-only' });
  }, [refresh]);
  const filings = (data?.filings.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
      <Panel
        title="Filings"
        action={
          <div className="flex gap-2">
            <select
              aria-label="Watchlist"
              className={inputClass}
              value={watchlistId ?? ''}
              onChange={(event) => setWatchlistId(event.target.value || undefined)}
            >
              <option value="">All companies</option>
              {data?.watchlists.map((watchlist) => (
                <option key={watchlist.id} value={watchlist.id}>
                  {watchlist.name}
                </option>
              ))}
            </select>
            <select aria-label="Form" className={inputClass} value={form} onChange={(event) => setForm(event.target.value)}>
              <option value="">All forms</option>
              {FORMS.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        }
      >
        <ErrorNotice error={error} />
        {filings.length === 0 && !fetching && !error && (
          <Notice>No filings yet. Name companies on the right, and their newest filings arrive here.</Notice>
        )}
        <ul>
          {filings.map((filing) => (
            <FilingRow key={filing.id} filing={filing} />
          ))}
        </ul>
        {data?.filings.pageInfo.hasNextPage && (
          <Button quiet className="mt-3" disabled={fetching} onClick={() => setAfter(data.filings.pageInfo.endCursor ?? undefined)}>
            Older filings
          </Button>
        )}
      </Panel>
      <div className="space-y-4">
        <Panel title="Add companies">
          <AddCompanies />
        </Panel>
        <Panel title="Live">
          <LiveEvents watchlistId={watchlistId} onDiscovered={reload} />
        </Panel>
      </div>
    </div>
  );
}
