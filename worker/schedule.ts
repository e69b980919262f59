import { pollBeatMs } from '../core/pipeline/discovery.ts';
import type { WorkerDeps } from './worker-context.ts';

/**
 * The repeating jobs of the queue; setting them again changes nothing.
 * Polls are the steady method, the feed is an early hint, and the daily index is the proof, written from 22:00 in New York.
 */
export async function schedule({ queues, settings }: Pick<WorkerDeps, 'queues' | 'settings'>): Promise<void> {
  if (settings.discovers === false) return;
  await queues.every('poll-companies', pollBeatMs(settings.pollIntervalMs));
  await queues.every('read-feed', Math.max(settings.pollIntervalMs, 2_000));
  await queues.every('check-daily-indexes', settings.ownEdgar ? Math.max(settings.pollIntervalMs, 30_000) : 15 * 60_000);
}
