import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { runMigrations } from 'bullmq';
import pg from 'pg';

export const QUEUE_SCHEMA = 'bullmq';
export const CHECKPOINT_SCHEMA = 'langgraph';

/**
 * The tables that two libraries keep for themselves. They are made by the owner; the app role gets what it needs to work with them.
 * BullMQ makes a sequence for each queue at run time, so its schema is the one place where the app role may create something.
 */
export async function setUpLibrarySchemas(owner: pg.Client, url: string, appRole: string): Promise<void> {
  const role = pg.escapeIdentifier(appRole);
  await runMigrations(owner, QUEUE_SCHEMA);
  await owner.query(grants(QUEUE_SCHEMA, role, 'usage, create'));

  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined); // the failed query reports it
  try {
    await new PostgresSaver(pool, undefined, { schema: CHECKPOINT_SCHEMA }).setup();
  } finally {
    await pool.end();
  }
  await owner.query(grants(CHECKPOINT_SCHEMA, role, 'usage'));
}

const grants = (schema: string, role: string, onSchema: string) => `
  grant ${onSchema} on schema ${schema} to ${role};
  grant select, insert, update, delete on all tables in schema ${schema} to ${role};
  grant usage, select, update on all sequences in schema ${schema} to ${role};
  grant execute on all functions in schema ${schema} to ${role};`;
