import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { ErrorNotice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { DeadLetters } from './dead-letters.tsx';

const PipelineQuery = graphql(`
  query Pipeline {
    viewer {
      isOperator
    }
    pipeline {
      deadLetters
      unsentEvents
      relayLagMs
      freshness {
        p50
        p95
        p99
        count
      }
      stages {
        stage
        pending
        running
        failed
        oldestPendingMs
      }
    }
  }
`);

const seconds = (ms: number | null | undefined) => (ms === null || ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

export function PipelinePage() {
  const [{ data, error }, refresh] = useQuery({ query: PipelineQuery, requestPolicy: 'cache-and-network' });
  useRefresh(() => refresh({ requestPolicy: 'network-only' }), 5000);
  const pipeline = data?.pipeline;
  const freshness = pipeline?.freshness;
  const figures = [
    ['First seen to INDEXED, median', seconds(freshness?.p50)],
    ['95th percentile', seconds(freshness?.p95)],
    ['Filings in 24 hours', String(freshness?.count ?? '–')],
    ['Events to publish', String(pipeline?.unsentEvents ?? '–')],
    ['Relay lag', seconds(pipeline?.relayLagMs)],
    ['Dead letters', String(pipeline?.deadLetters ?? '–')],
  ];
  return (
    <div className="space-y-4">
      <ErrorNotice error={error} />
      <Panel
        title="Pipeline"
        action={
          data?.viewer.isOperator && (
            <a className="text-sm text-accent underline" href="/admin/queues" target="_blank" rel="noreferrer">
              Queues
            </a>
          )
        }
      >
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-(--muted)">{name}</dt>
              <dd className="text-lg font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <table className="mt-5 w-full text-sm">
          <thead className="text-left text-xs text-(--muted)">
            <tr>
              {['Stage', 'Waiting', 'Running', 'Failed', 'Oldest waits'].map((name) => (
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
                <td>{stage.failed}</td>
                <td>{seconds(stage.oldestPendingMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {data?.viewer.isOperator && <DeadLetters />}
    </div>
  );
}
