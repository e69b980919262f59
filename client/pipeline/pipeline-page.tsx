import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { ErrorNotice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { DeadLetters } from './dead-letters.tsx';

const PipelineQuery = graphql(`
  query Pipeline {
    viewer {
      id
      isOperator
    }
    pipeline {
      unsentEvents
      freshness {
        p50Seconds
        p95Seconds
        p99Seconds
        count
      }
      stages {
        stage
        pending
        running
        deadLetters
        lagSeconds
        p50Seconds
        p95Seconds
      }
    }
  }
`);

const seconds = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : `${value < 1 ? value.toFixed(2) : value.toFixed(1)} s`;

export function PipelinePage() {
  const [{ data, error }, refresh] = useQuery({ query: PipelineQuery, requestPolicy: 'cache-and-network' });
  useRefresh(() => refresh({ requestPolicy: 'network-only' }), 5000);
  const pipeline = data?.pipeline;
  const freshness = pipeline?.freshness;
  const figures = [
    ['First seen to INDEXED, median', seconds(freshness?.p50Seconds)],
    ['95th percentile', seconds(freshness?.p95Seconds)],
    ['99th percentile', seconds(freshness?.p99Seconds)],
    ['Filings in 24 hours', String(freshness?.count ?? '–')],
    ['Events to publish', String(pipeline?.unsentEvents ?? '–')],
  ];
  return (
    <div className="space-y-4">
      <title>Pipeline · Gravity</title>
      <ErrorNotice error={error} />
      <Panel
        title="Pipeline"
        action={
          data?.viewer.isOperator && (
            <a className="link text-sm" href="/admin/queues" target="_blank" rel="noreferrer">
              Queues
            </a>
          )
        }
      >
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-(--muted)">{name}</dt>
              <dd className="text-lg font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-5 overflow-x-auto">
          <table className="w-full min-w-xl text-sm">
            <thead className="text-left text-xs text-(--muted)">
              <tr>
                {['Stage', 'Waiting', 'Running', 'Dead letters', 'Lag', 'Median', '95th percentile'].map((name) => (
                  <th key={name} className="py-1 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pipeline?.stages.map((stage) => (
                <tr key={stage.stage} className="border-t border-(--line)">
                  <td className="py-1.5 font-mono">{stage.stage}</td>
                  <td>{stage.pending}</td>
                  <td>{stage.running}</td>
                  <td>{stage.deadLetters}</td>
                  <td>{seconds(stage.lagSeconds)}</td>
                  <td>{seconds(stage.p50Seconds)}</td>
                  <td>{seconds(stage.p95Seconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {data?.viewer.isOperator && <DeadLetters />}
    </div>
  );
}
