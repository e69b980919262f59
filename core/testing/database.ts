import { createDatabase, type Database } from '../db/client.ts';
import { prepareSeed } from '../db/embedded/seed.ts';
import { startEmbedded } from '../db/embedded/start.ts';
import { createLogger } from '../logger.ts';
import { serverDatabase } from './server-database.ts';

export interface TestDatabase {
  /** As the app role: bound by row security. */
  database: Database;
  /** The app role's connection. */
  url: string;
  /** The owner's, for what only a migration may do. */
  ownerUrl: string;
  close(): Promise<void>;
}

/**
 * A fresh, migrated database of one test's own. On the server of DATABASE_URL and MIGRATE_DATABASE_URL when both are set (a copy of a
 * migrated template), else an embedded PostgreSQL in memory, unpacked from a prepared archive. The embedded one takes about half a
 * gigabyte: one a test file, closed in `afterAll`.
 */
export async function testDatabase({ poolSize = 5 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: ownerUrl } = process.env;
  const made = appUrl && ownerUrl ? await serverDatabase({ appUrl, ownerUrl }) : await embeddedDatabase();
  const database = createDatabase({ url: made.url, poolSize, logger, maxWaitMs: 60_000 });
  return {
    database,
    url: made.url,
    ownerUrl: made.ownerUrl,
    close: async () => {
      await database.close();
      await made.drop();
    },
  };
}

/** True on a real server, for the few tests that an embedded PostgreSQL with its one session cannot run. */
export const onServer = (): boolean => Boolean(process.env.DATABASE_URL && process.env.MIGRATE_DATABASE_URL);

const logger = createLogger('silent', 'test');

async function embeddedDatabase() {
  await prepareSeed(logger);
  const { url, ownerUrl, close } = await startEmbedded({ dataDir: null, logger });
  return { url, ownerUrl, drop: close };
}
