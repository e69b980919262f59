import { afterEach, describe, expect, test } from 'vitest';
import type { Stores } from '../core/health/health.ts';
import { createMetrics } from '../core/metrics.ts';
import { type HealthServer, startHealthServer } from './health-server.ts';

const down = async () => Promise.reject(new Error('down'));
const up = async () => undefined;
let server: HealthServer | undefined;

async function start({ database = up, queues = up, objects = up, running = true } = {}): Promise<string> {
  const stores = {
    database: { pool: { query: database } },
    queues: { ping: queues },
    events: { degraded: false },
    objects: { ping: objects },
  };
  const workers = { isRunning: () => running };
  server = await startHealthServer({ ...(stores as unknown as Stores), metrics: createMetrics(), workers }, { host: '127.0.0.1', port: 0 });
  return server.url;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** One late answer is not yet a failure: it shows with the second look. */
async function readyAfter(url: string, looks: number): Promise<{ status: number; body: unknown }> {
  for (let look = 1; ; look += 1) {
    const response = await fetch(`${url}/ready`);
    const body = await response.json();
    if (response.status === 503 || look === looks) return { status: response.status, body };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

describe('health of a worker', () => {
  test('ready while everything is up, and its metrics are there', async () => {
    const url = await start();
    expect(await readyAfter(url, 1)).toEqual({ status: 200, body: { status: 'ready', degraded: [] } });
    expect(await (await fetch(`${url}/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('stale_commit');
  });

  test.each([
    ['PostgreSQL', { database: down }],
    ['the queues', { queues: down }],
    ['the processors', { running: false }],
  ])('not ready without %s', async (_what, faults) => {
    expect((await readyAfter(await start(faults), 8)).status).toBe(503);
  });

  test('degraded, but ready, without the object store', async () => {
    const url = await start({ objects: down });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await readyAfter(url, 1)).toEqual({ status: 200, body: { status: 'ready', degraded: ['objects'] } });
  });
});
