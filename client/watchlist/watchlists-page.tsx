import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { StandingQuestions } from '../standing/standing-questions.tsx';
import { Button, inputClass } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { parseTickers } from '../ui/tickers.ts';
import { WatchlistCard } from './watchlist-card.tsx';

const Watchlists = graphql(`
  query Watchlists {
    watchlists {
      id
      ...WatchlistCard
    }
  }
`);

const CreateWatchlist = graphql(`
  mutation CreateWatchlist($input: CreateWatchlistInput!) {
    createWatchlist(input: $input) {
      __typename
      ... on Watchlist {
        id
        ...WatchlistCard
      }
      ... on Error {
        message
      }
    }
  }
`);

export function WatchlistsPage() {
  const [{ data, error }] = useQuery({ query: Watchlists, requestPolicy: 'cache-and-network' });
  const [name, setName] = useState('');
  const [tickers, setTickers] = useState('');
  const [created, create] = useMutation(CreateWatchlist);
  const outcome = created.data?.createWatchlist;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await create({ input: { name, tickers: parseTickers(tickers) } });
    if (result.data?.createWatchlist.__typename !== 'Watchlist') return;
    setName('');
    setTickers('');
  };
  return (
    <div className="space-y-4">
      <title>Watchlists · Gravity</title>
      <Panel title="New watchlist">
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <input
            aria-label="Name"
            className={inputClass}
            placeholder="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <input
            aria-label="Tickers"
            className={`${inputClass} min-w-0 flex-1 basis-60`}
            placeholder="Tickers, as in AAPL, MSFT"
            value={tickers}
            onChange={(event) => setTickers(event.target.value)}
          />
          <Button type="submit" disabled={created.fetching || name.trim() === ''}>
            Create
          </Button>
        </form>
        <div className="mt-3 space-y-2">
          <ErrorNotice error={created.error} />
          {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
        </div>
      </Panel>
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data?.watchlists.length === 0 && <Notice>No watchlists yet. New filings of watched companies are read as they are filed.</Notice>}
      <div className="grid gap-4 lg:grid-cols-2">
        {data?.watchlists.map((watchlist) => (
          <WatchlistCard key={watchlist.id} watchlist={watchlist} />
        ))}
      </div>
      {(data?.watchlists.length ?? 0) > 0 && <StandingQuestions />}
    </div>
  );
}
