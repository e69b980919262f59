import { randomBytes, randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../logger.ts';
import { aTenant } from '../../testing/factories.ts';
import { createDatabase, type Database, sessionOptions } from '../client.ts';
import { CHECKPOINT_SCHEMA, QUEUE_SCHEMA } from '../library-schemas.ts';
import { migrate } from '../migrate.ts';
import { assertSafeRole } from '../role-check.ts';
import { transaction, withTenant } from '../tenancy.ts';
import { prepareSeed } from './seed.ts';
import { APP_ROLE, type Embedded, startEmbedded } from './start.ts';

/** The embedded PostgreSQL through its port, as Prisma, pg, BullMQ and LangGraph use it, all at once. */
const logger = createLogger('silent', 'test');
const IDLE_MS = 1_500;
let dataDir: string;
let embedded: Embedded;
let database: Database;
const open: (pg.Client | pg.Pool)[] = [];

async function client(url = embedded.url, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: url, ...options });
  made.on('error', () => undefined); // some of these tests cut it
  await made.connect();
  open.push(made);
  return made;
}
const big = (bytes: number): string => randomBytes(bytes / 2).toString('hex');

beforeAll(async () => {
  await prepareSeed(logger);
  dataDir = await mkdtemp(join(tmpdir(), 'gravity-embedded-'));
  embedded = await startEmbedded({ dataDir, logger, idleInTransactionMs: IDLE_MS });
  await migrate({ url: embedded.ownerUrl, appRole: APP_ROLE });
  database = createDatabase({ url: embedded.url, poolSize: 5, logger, maxWaitMs: 60_000 });
  const owner = await client(embedded.ownerUrl);
  await owner.query('create table scratch (id text primary key, value text not null)');
}, 120_000);
afterAll(async () => {
  await Promise.all(open.map((each) => each.end().catch(() => undefined)));
  await database.close();
  await embedded.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the port', () => {
  it('lets nobody in without the password of this start', async () => {
    const url = new URL(embedded.url);
    url.password = 'guessed';
    await expect(client(url.href)).rejects.toMatchObject({ code: '28P01' });
    url.username = 'somebody';
    url.password = new URL(embedded.url).password;
    await expect(client(url.href)).rejects.toMatchObject({ code: '28P01' });
  });

  it('lives on after garbage, a request to cancel, and an impossible length', async () => {
    const { port } = new URL(embedded.url);
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from('00000010 04d2162e 00000001 00000002'.replaceAll(' ', ''), 'hex'),
      Buffer.alloc(64, 0xff),
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined); // it is meant to be hung up on
      socket.resume().end(bytes);
      await new Promise((resolve) => socket.on('close', resolve));
    }
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('answers a client that asks for encryption and goes on without', async () => {
    await expect(client(`${embedded.url}?sslmode=verify-full`)).rejects.toThrow(/SSL/);
    const preferring = await client(embedded.url);
    expect((await preferring.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('the app role', () => {
  it('is bound by row security beside the owner, who shares the session', async () => {
    await assertSafeRole(database);
    const { tenant } = await aTenant(database);
    const owner = await client(embedded.ownerUrl);
    const app = await client();
    const looks = Array.from({ length: 60 }, async (_, i) => {
      const [row] = (await (i % 2 ? owner : app).query('select session_user::text as who, (select count(*)::int from tenant) as tenants'))
        .rows;
      return i % 2 ? row.who === 'postgres' && row.tenants > 0 : row.who === APP_ROLE && row.tenants === 0;
    });
    expect((await Promise.all(looks)).every(Boolean)).toBe(true);
    expect(await withTenant(database, tenant.id, (tx) => tx.tenant.count())).toBe(1);
  });

  it('cannot become the owner', async () => {
    const app = await client();
    await expect(app.query('set role postgres')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('reset session authorization')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('connections that share the one session', () => {
  it('keep their own settings', async () => {
    const [one, two] = [await client(embedded.url, { options: '-c search_path=bullmq -c TimeZone=UTC' }), await client()];
    const path = async (each: pg.Client) => (await each.query('show search_path')).rows[0].search_path as string;
    await two.query("set time zone 'Asia/Tokyo'");
    expect([await path(one), await path(two), await path(one)]).toEqual(['bullmq', 'public', 'bullmq']);
    const zone = async (each: pg.Client) => (await each.query("select current_setting('TimeZone') as zone")).rows[0].zone as string;
    expect([await zone(one), await zone(two), await zone(one)]).toEqual(['UTC', 'Asia/Tokyo', 'UTC']);
  });

  it('keep their own prepared statements of the same name', async () => {
    const [one, two] = [await client(), await client()];
    const ask = (each: pg.Client, text: string) => each.query({ name: 'same', text, values: [2] });
    for (let i = 0; i < 3; i += 1) {
      expect((await ask(one, 'select $1::int + 1 as n')).rows).toEqual([{ n: 3 }]);
      expect((await ask(two, 'select $1::int * 10 as n')).rows).toEqual([{ n: 20 }]);
    }
    await one.end();
    const count = async () => (await two.query('select count(*)::int as count from pg_prepared_statements')).rows[0].count as number;
    await expect.poll(count).toBe(1);
  });

  it('wait for a transaction, and see nothing of it before it is committed', async () => {
    const [one, two] = [await client(), await client()];
    await one.query('begin');
    await one.query("insert into scratch values ('seen', 'later')");
    let answered = false;
    const look = two.query("select count(*)::int as count from scratch where id = 'seen'").then(({ rows }) => {
      answered = true;
      return rows;
    });
    await sleep(150);
    expect(answered).toBe(false);
    await one.query('commit');
    expect(await look).toEqual([{ count: 1 }]);
  });

  it('go on after a client that died in a transaction, which is rolled back', async () => {
    const dying = await client();
    await dying.query('begin');
    await dying.query("insert into scratch values ('died', 'never')");
    const next = database.pool.query("select count(*)::int as count from scratch where id = 'died'");
    (dying as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await next).rows).toEqual([{ count: 0 }]);
  });

  it('go on after a client that falls silent in a transaction', async () => {
    const silent = await client();
    const ended = new Promise((resolve) => silent.once('end', resolve));
    await silent.query('begin');
    await silent.query("insert into scratch values ('silent', 'never')");
    const began = performance.now();
    const { rows } = await database.pool.query("select count(*)::int as count from scratch where id = 'silent'");
    expect(rows).toEqual([{ count: 0 }]);
    expect(performance.now() - began).toBeGreaterThan(IDLE_MS - 500);
    await ended;
  });

  it('hear notifications on the channels that they listen to, and no others', async () => {
    const [one, two, sender] = [await client(), await client(), await client()];
    const heard: string[] = [];
    for (const [name, each] of Object.entries({ one, two, sender }))
      each.on('notification', ({ channel, payload }) => heard.push(`${name} ${channel} ${payload}`));
    await one.query('/* comment */ listen news; listen "Other News"');
    await two.query('listen news');
    await sender.query("notify news, 'first'");
    await transaction(database, (tx) => tx.$executeRaw`select pg_notify('Other News', 'second')`);
    await expect.poll(() => heard.sort()).toEqual(['one Other News second', 'one news first', 'two news first']);
    await one.query('unlisten news');
    await sender.query("notify news, 'third'");
    await expect.poll(() => heard.includes('two news third')).toBe(true);
    await two.end();
    await sender.query("notify news, 'fourth'");
    expect(heard.filter((line) => line.includes('third') || line.includes('fourth'))).toEqual(['two news third']);
  });

  it('end a failed statement and a failed transaction as PostgreSQL does', async () => {
    const one = await client();
    await expect(one.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
    await one.query('begin');
    await expect(one.query('select nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(one.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await one.query('rollback');
    expect((await one.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('under load from everybody at once', () => {
  it('gives every query its own answer, keeps every transaction whole, moves every job and every graph', async () => {
    const { tenant } = await aTenant(database);
    const queuePool = new pg.Pool({
      connectionString: embedded.url,
      max: 8,
      options: sessionOptions({ search_path: QUEUE_SCHEMA, TimeZone: 'UTC' }),
    });
    queuePool.setMaxListeners(0);
    const sagaPool = new pg.Pool({ connectionString: embedded.url, max: 3 });
    open.push(queuePool, sagaPool);
    for (const pool of [queuePool, sagaPool]) pool.on('error', () => undefined);

    const onPg = withBackend(createPostgresBackend);
    const name = `load-${randomUUID()}`;
    const queue = new onPg.Queue<{ n: number; value: string }>(name, { connection: queuePool });
    const events = new onPg.QueueEvents(name, { connection: queuePool });
    const done: number[] = [];
    const worker = new onPg.Worker<{ n: number }>(name, async (job) => void done.push(job.data.n), {
      connection: queuePool,
      concurrency: 4,
    });
    for (const each of [queue, events, worker] as unknown as EventEmitter[]) each.on('error', () => undefined);
    await Promise.all([worker.waitUntilReady(), events.waitUntilReady()]);

    const State = Annotation.Root({ steps: Annotation<number>({ reducer: (x, y) => x + y, default: () => 0 }) });
    const saver = new PostgresSaver(sagaPool, undefined, { schema: CHECKPOINT_SCHEMA });
    const graph = new StateGraph(State)
      .addNode('one', () => ({ steps: 1 }))
      .addNode('two', () => ({ steps: 1 }))
      .addEdge(START, 'one')
      .addEdge('one', 'two')
      .addEdge('two', END)
      .compile({ checkpointer: saver });

    const echo = async (bytes: number) => {
      const value = big(bytes);
      const { rows } = await database.pool.query('select $1::text as value, $2::int as n, $3::text as tail', [value, bytes, 'end']);
      expect([rows[0].value === value, rows[0].n, rows[0].tail]).toEqual([true, bytes, 'end']);
    };
    const pairs = async (i: number) => {
      const [id, value] = [randomUUID(), big(100_000)];
      const write = withTenant(database, tenant.id, async (tx) => {
        await tx.$executeRaw`insert into scratch values (${`${id} one`}, ${value})`;
        await tx.watchlist.create({ data: { id: randomUUID(), tenantId: tenant.id, name: id } });
        await tx.$executeRaw`insert into scratch values (${`${id} two`}, ${value})`;
        if (i % 3 === 0) throw new Error('taken back');
      });
      await write.catch((error: Error) => expect(error.message).toBe('taken back'));
    };
    await Promise.all([
      ...Array.from({ length: 80 }, (_, i) => echo(i % 20 === 0 ? 2_000_000 : i % 2 ? 300_000 : 200)),
      ...Array.from({ length: 30 }, (_, i) => pairs(i)),
      ...Array.from({ length: 60 }, (_, n) => queue.add('job', { n, value: big(2_000) })),
      ...Array.from({ length: 6 }, async () => {
        const { steps } = await graph.invoke({ steps: 0 }, { configurable: { thread_id: randomUUID() } });
        expect(steps).toBe(2);
      }),
    ]);
    await expect.poll(() => done.length, { timeout: 60_000 }).toBe(60);
    expect(new Set(done).size).toBe(60);
    const counts = await database.pool.query(
      "select count(*)::int as rows, count(distinct split_part(id, ' ', 1))::int as pairs from scratch where id like '% %'",
    );
    expect(counts.rows).toEqual([{ rows: 40, pairs: 20 }]);
    expect(await withTenant(database, tenant.id, (tx) => tx.watchlist.count())).toBe(20);
    await worker.close();
    await events.close();
    await queue.close();
  }, 180_000);
});

describe('the engine', () => {
  it('refuses COPY from a client and goes on', async () => {
    await expect((await client(embedded.ownerUrl)).query('copy scratch from stdin')).rejects.toThrow(/COPY/);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('is started again on the same port and files after a statement that wrecks it', async () => {
    const { rows } = await database.pool.query("insert into scratch values ('kept', 'yes') returning value");
    expect(rows).toEqual([{ value: 'yes' }]);
    const wrecking = (await client()).query(`select '${'['.repeat(200_000)}${']'.repeat(200_000)}'::jsonb is null`);
    await expect(wrecking).rejects.toThrow();
    const kept = () =>
      database.pool.query("select value from scratch where id = 'kept'").then(
        (result) => result.rows,
        () => null,
      );
    await expect.poll(kept, { timeout: 60_000, interval: 200 }).toEqual([{ value: 'yes' }]);
    await assertSafeRole(database);
  }, 90_000);
});

describe('the directory', () => {
  it('is refused to a second start while the first uses it', async () => {
    await expect(startEmbedded({ dataDir, logger })).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' });
  });
});
