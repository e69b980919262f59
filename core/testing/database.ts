import { createDatabase, type Database } from '../db/client.ts';
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
 * migrated template), else an embedded PostgreSQL in memory.
 */
export async function testDatabase({ poolSize = 5 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: ownerUrl } = process.env;
  const { url, ownerUrl: owner, drop } = await serverDatabase({ appUrl: appUrl ?? '', ownerUrl: ownerUrl ?? '' });
  const database = createDatabase({ url, poolSize, logger: createLogger('silent', 'test') });
  return {
    database,
    url,
    ownerUrl: owner,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** True on a real server, for the few tests that an embedded PostgreSQL with its one session cannot run. */
export const onServer = (): boolean => Boolean(process.env.DATABASE_URL && process.env.MIGRATE_DATABASE_URL);
