// Run as a process of its own by core/db/embedded/kill.test.ts: commits rows two by two and says so, until it is killed.
import pg from 'pg';
import { startEmbedded } from '../db/embedded/start.ts';
import { createLogger } from '../logger.ts';

const [dataDir] = process.argv.slice(2) as [string];
const embedded = await startEmbedded({ dataDir, logger: createLogger('error', 'writer') });
const client = new pg.Client({ connectionString: embedded.ownerUrl });
await client.connect();
await client.query('create table if not exists written (n int not null, half text not null)');
for (let n = 1; ; n += 1) {
  await client.query('begin');
  await client.query('insert into written values ($1, $2)', [n, 'first']);
  await client.query('insert into written values ($1, $2)', [n, 'second']);
  await client.query('commit');
  process.stdout.write(`${n}\n`);
}
