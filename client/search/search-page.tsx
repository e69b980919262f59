import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { useSearchParams } from 'wouter';
import { Understood } from '../ask/understood.tsx';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { degradedWords } from '../ui/degraded.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { parseTickers } from '../ui/tickers.ts';
import { SEARCH_FIELD } from '../ui/use-search-key.ts';
import { Hit } from './hit.tsx';

const SearchQuery = graphql(`
  query Search($query: String!, $filter: SearchFilter) {
    search(query: $query, first: 20, filter: $filter) {
      degraded
      interpretation {
        ...Understood
      }
      hits {
        score
        chunk {
          id
        }
        ...Hit
      }
    }
  }
`);

/** Passages for words, best first. What is asked stands in the address, so that a search can be shared. */
export function SearchPage() {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('q') ?? '';
  const [words, setWords] = useState(asked);
  const [tickers, setTickers] = useState(parameters.get('tickers') ?? '');
  const only = parseTickers(parameters.get('tickers') ?? '');
  const [{ data, error, fetching }] = useQuery({
    query: SearchQuery,
    variables: { query: asked, filter: only.length > 0 ? { tickers: only } : undefined },
    pause: asked === '',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setParameters(tickers.trim() ? { q: words, tickers } : { q: words });
  };
  const result = asked === '' || fetching ? undefined : data?.search;
  return (
    <div className="space-y-4">
      <title>{asked ? `${asked} · Search · Gravity` : 'Search · Gravity'}</title>
      <Panel>
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <input
            id={SEARCH_FIELD}
            type="search"
            aria-label="Search"
            // biome-ignore lint/a11y/noAutofocus: what this page is for
            autoFocus={asked === ''}
            className={`${inputClass} min-w-0 flex-1 basis-64`}
            placeholder="Search passages and tables: supply chain concentration"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <input
            aria-label="Only these tickers"
            className={`${inputClass} w-full sm:w-56`}
            placeholder="Only these tickers (optional)"
            value={tickers}
            onChange={(event) => setTickers(event.target.value)}
          />
          <Button type="submit" disabled={words.trim() === ''}>
            Search
          </Button>
        </form>
        {result && (
          <div className="mt-2">
            <Understood interpretation={result.interpretation} />
          </div>
        )}
      </Panel>
      <ErrorNotice error={error} />
      {fetching && <Loading rows={6} />}
      {result && result.degraded.length > 0 && (
        <Notice tone="warning">Searched without {degradedWords(result.degraded)}: some passages may be missing.</Notice>
      )}
      {result?.hits.length === 0 && <Notice>No passage matches. Loosen the words, or read more companies' filings from the feed.</Notice>}
      <ol className="space-y-3">
        {result?.hits.map((hit) => (
          <Hit key={hit.chunk.id} hit={hit} />
        ))}
      </ol>
    </div>
  );
}
