import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { parseTickers } from '../ui/tickers.ts';
import { Certificate } from './certificate.tsx';

const WatchlistCardFragment = graphql(`
  fragment WatchlistCard on Watchlist {
    id
    name
    companies {
      id
      cik
      name
      ticker
    }
  }
`);

const AddToWatchlist = graphql(`
  mutation AddToWatchlist($input: WatchlistTickersInput!) {
    addToWatchlist(input: $input) {
      __typename
      ... on Watchlist {
        ...WatchlistCard
      }
      ... on Error {
        message
      }
    }
  }
`);

const RemoveFromWatchlist = graphql(`
  mutation RemoveFromWatchlist($input: WatchlistTickersInput!) {
    removeFromWatchlist(input: $input) {
      __typename
      ... on Watchlist {
        ...WatchlistCard
      }
      ... on Error {
        message
      }
    }
  }
`);

const DeleteWatchlist = graphql(`
  mutation DeleteWatchlist($id: ID!) {
    deleteWatchlist(id: $id) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export function WatchlistCard({ watchlist }: { watchlist: FragmentType<typeof WatchlistCardFragment> }) {
  const { id, name, companies } = getFragment(WatchlistCardFragment, watchlist);
  const [tickers, setTickers] = useState('');
  const [added, add] = useMutation(AddToWatchlist);
  const [removed, remove] = useMutation(RemoveFromWatchlist);
  const [deleted, deleteWatchlist] = useMutation(DeleteWatchlist);
  const outcomes = [added.data?.addToWatchlist, removed.data?.removeFromWatchlist, deleted.data?.deleteWatchlist];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const list = parseTickers(tickers);
    const result = list.length > 0 ? await add({ input: { watchlistId: id, tickers: list } }) : undefined;
    if (result?.data?.addToWatchlist.__typename === 'Watchlist') setTickers('');
  };
  return (
    <Panel
      title={name}
      action={
        <Button
          quiet
          aria-label={`Delete the watchlist ${name}`}
          onClick={() => window.confirm(`Delete the watchlist ${name}?`) && deleteWatchlist({ id })}
        >
          Delete
        </Button>
      }
    >
      <div className="space-y-3">
        {companies.length === 0 && <p className="text-sm text-(--muted)">No companies yet.</p>}
        <ul className="flex flex-wrap gap-2">
          {companies.map((company) => (
            <li key={company.id} className="flex items-center gap-1 rounded-full border border-(--line) py-0.5 pr-1 pl-3 text-sm">
              <Link href={`/companies/${company.cik}`} title={company.name} className="hover:underline">
                {company.ticker ?? company.name}
              </Link>
              {company.ticker && (
                <button
                  type="button"
                  aria-label={`Remove ${company.name}`}
                  className="cursor-pointer rounded-full px-1.5 text-(--muted) hover:bg-(--canvas)"
                  onClick={() => remove({ input: { watchlistId: id, tickers: [company.ticker ?? ''] } })}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
        <form onSubmit={submit} className="flex gap-2">
          <input
            aria-label={`Add tickers to ${name}`}
            className={`${inputClass} min-w-0 flex-1`}
            placeholder="Add tickers"
            value={tickers}
            onChange={(event) => setTickers(event.target.value)}
          />
          <Button type="submit" quiet disabled={added.fetching || tickers.trim() === ''}>
            Add
          </Button>
        </form>
        <ErrorNotice error={added.error ?? removed.error ?? deleted.error} />
        {outcomes.map(
          (outcome) =>
            outcome &&
            'message' in outcome && (
              <Notice key={outcome.__typename} tone="error">
                {outcome.message}
              </Notice>
            ),
        )}
        <Certificate watchlistId={id} />
      </div>
    </Panel>
  );
}
