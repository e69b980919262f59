import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { Button, inputClass } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { Hit } from './hit.tsx';

const SearchQuery = graphql(`
  query Search($query: String!, $filter: SearchFilter) {
    search(query: $query, first: 20, filter: $filter) {
      degraded
      interpretation {
        unknownCompanies
        companies {
          name
        }
        periods {
          fiscalYear
          fiscalPeriod
        }
        forms
        relaxations {
          filter
          from
          to
          reason
        }
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
  const only = (parameters.get('tickers') ?? '').split(/[\s,]+/).filter(Boolean);
  const [{ data, error, fetching }] = useQuery({
    query: SearchQuery,
    variables: { query: asked, filter: only.length > 0 ? { tickers: only } : undefined },
    pause: asked === '',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setParameters(tickers.trim() ? { q: words, tickers } : { q: words });
  };
  const result = asked === '' ? undefined : data?.search;
  const understood = result
    ? [
        ...result.interpretation.companies.map(({ name }) => name),
        ...result.interpretation.periods.map(({ fiscalYear, fiscalPeriod }) => `${fiscalPeriod ?? ''} ${fiscalYear ?? ''}`.trim()),
        ...result.interpretation.forms,
      ].filter(Boolean)
    : [];
  return (
    <div className="space-y-4">
      <Panel>
        <form onSubmit={submit} className="flex flex-wrap gap-2">
          <input
            aria-label="Search"
            className={`${inputClass} min-w-64 flex-1`}
            placeholder="Search passages and tables: supply chain concentration"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <input
            aria-label="Only these tickers"
            className={`${inputClass} w-56`}
            placeholder="Only these tickers (optional)"
            value={tickers}
            onChange={(event) => setTickers(event.target.value)}
          />
          <Button type="submit" disabled={words.trim() === ''}>
            Search
          </Button>
        </form>
        {understood.length > 0 && <p className="mt-2 text-xs text-(--muted)">Understood: {understood.join(' · ')}</p>}
        {result?.interpretation.relaxations.map((relaxation) => (
          <p key={relaxation.filter} className="text-xs text-(--muted)">
            Loosened {relaxation.filter} from {relaxation.from} to {relaxation.to}: {relaxation.reason}
          </p>
        ))}
      </Panel>
      <ErrorNotice error={error} />
      {fetching && <p className="text-sm text-(--muted)">Searching…</p>}
      {result && result.degraded.length > 0 && (
        <Notice tone="warning">Searched without {result.degraded.join(', ').toLowerCase()}: some passages may be missing.</Notice>
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
