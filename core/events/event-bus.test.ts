import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../logger.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { accessRevokedTopic, answerProgressTopic } from '../topics.ts';
import { createEventBus, type EventBusOptions } from './create-event-bus.ts';
import type { EventBus } from './types.ts';

const logger = createLogger('silent', 'test');
const redisUrl = process.env.REDIS_URL;
const prefix = `test-${randomUUID()}:`;
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const kinds: Record<string, () => EventBusOptions> = {
  'in-process': () => ({ kind: 'in-process', logger }),
  postgres: () => ({ kind: 'postgres', pool: test.database.pool, directUrl: test.url, logger }),
  ...(redisUrl ? { redis: (): EventBusOptions => ({ kind: 'redis', url: redisUrl, prefix, logger }) } : {}),
};

describe.each(Object.keys(kinds))('%s events', (kind) => {
  const open = async (): Promise<EventBus> => {
    const bus = await createEventBus((kinds[kind] as () => EventBusOptions)());
    await vi.waitFor(() => expect(bus.degraded).toBe(false), { timeout: 5_000 });
    return bus;
  };

  it('reach every listener of their topic and no other', async () => {
    const [from, to] = kind === 'in-process' ? await open().then((bus) => [bus, bus] as const) : [await open(), await open()];
    const [tenant, question] = [randomUUID(), randomUUID()];
    const heard: string[] = [];
    await to.subscribe(answerProgressTopic(tenant, question), ({ eventId }) => heard.push(`first ${eventId}`));
    const leave = await to.subscribe(answerProgressTopic(tenant, question), ({ eventId }) => heard.push(`second ${eventId}`));
    await to.subscribe(answerProgressTopic(randomUUID(), question), () => heard.push('foreign'));
    await from.publish(answerProgressTopic(tenant, question), { eventId: '1' });
    await vi.waitFor(() => expect(heard.sort()).toEqual(['first 1', 'second 1']));
    await leave();
    await from.publish(answerProgressTopic(tenant, question), { eventId: '2' });
    await vi.waitFor(() => expect(heard.sort()).toEqual(['first 1', 'first 2', 'second 1']));
    await Promise.all([from.close(), to.close()]);
  });

  it('drop a payload of the wrong shape and go on after a listener that throws', async () => {
    const bus = await open();
    const heard: unknown[] = [];
    await bus.subscribe(accessRevokedTopic, () => {
      throw new Error('a bad listener');
    });
    await bus.subscribe(accessRevokedTopic, (payload) => heard.push(payload));
    const right = { tenantId: randomUUID(), apiKeyId: randomUUID() };
    await bus.publish(accessRevokedTopic, { tenantId: 'none' });
    await bus.publish(accessRevokedTopic, right);
    await vi.waitFor(() => expect(heard).toEqual([right]));
    await bus.close();
  });

  it('refuse a payload that NOTIFY could not carry', async () => {
    const bus = await open();
    await expect(bus.publish({ ...accessRevokedTopic, name: 'x'.repeat(8_000) }, { tenantId: randomUUID() })).rejects.toThrow('7500');
    await bus.close();
  });
});

/** A door in front of a server that can be shut. */
async function gate(target: { host: string; port: number }) {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (!isOpen) return void socket.destroy();
    const upstream = connect(target.port, target.host);
    upstream.on('error', () => socket.destroy());
    upstream.on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    shut: () => {
      isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    reopen: () => {
      isOpen = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe.each(['postgres', ...(redisUrl ? ['redis'] : [])])('%s events over a connection that is lost', (kind) => {
  it('say so, reject nothing, and are heard again afterwards', async () => {
    const url = new URL(kind === 'redis' ? (redisUrl as string) : test.url);
    const door = await gate({ host: url.hostname, port: Number(url.port) });
    url.port = String(door.port);
    const bus = await createEventBus(
      kind === 'redis'
        ? { kind: 'redis', url: url.href, prefix, logger }
        : { kind: 'postgres', pool: test.database.pool, directUrl: url.href, logger },
    );
    await vi.waitFor(() => expect(bus.degraded).toBe(false), { timeout: 5_000 });
    const topic = answerProgressTopic(randomUUID(), randomUUID());
    const heard: string[] = [];
    await bus.subscribe(topic, ({ eventId }) => heard.push(eventId));

    door.shut();
    await vi.waitFor(() => expect(bus.degraded).toBe(true), { timeout: 5_000 });
    await bus.publish(topic, { eventId: '1' });
    const later = answerProgressTopic(randomUUID(), randomUUID());
    await bus.subscribe(later, ({ eventId }) => heard.push(`later ${eventId}`));

    door.reopen();
    await vi.waitFor(() => expect(bus.degraded).toBe(false), { timeout: 10_000 });
    await bus.publish(topic, { eventId: '2' });
    await bus.publish(later, { eventId: '3' });
    await vi.waitFor(() => expect(heard).toEqual(['2', 'later 3']));
    await bus.close();
    door.close();
  });
});
