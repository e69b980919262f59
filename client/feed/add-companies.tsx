import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { parseTickers } from '../ui/tickers.ts';

const Ingest = graphql(`
  mutation Ingest($input: IngestInput!) {
    ingest(input: $input) {
      __typename
      ... on IngestAccepted {
        runId
      }
      ... on Error {
        message
      }
    }
  }
`);

/** Reads companies' newest filings. */
export function AddCompanies() {
  const [tickers, setTickers] = useState('');
  const [{ data, error, fetching }, ingest] = useMutation(Ingest);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const list = parseTickers(tickers);
    const result = list.length > 0 ? await ingest({ input: { tickers: list } }) : undefined;
    if (result?.data?.ingest.__typename === 'IngestAccepted') setTickers('');
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="flex gap-2">
        <input
          aria-label="Tickers"
          className={`${inputClass} min-w-0 flex-1`}
          placeholder="Tickers, as in AAPL, MSFT"
          value={tickers}
          onChange={(event) => setTickers(event.target.value)}
        />
        <Button type="submit" disabled={fetching || tickers.trim() === ''}>
          Read filings
        </Button>
      </div>
      <ErrorNotice error={error} />
      {data?.ingest.__typename === 'IngestAccepted' && <Notice>Accepted: their newest filings arrive in the list.</Notice>}
      {data && data.ingest.__typename !== 'IngestAccepted' && 'message' in data.ingest && (
        <Notice tone="error">{data.ingest.message}</Notice>
      )}
    </form>
  );
}
