import { ValidationError } from '../core/errors.ts';
import { loadConfig } from './load-config.ts';
import { run } from './run.ts';
import { untilSignal } from './until-signal.ts';

/** The pipeline's workers. As many processes as there is work for. */
export async function worker(): Promise<void> {
  const config = loadConfig();
  if (config.embedded)
    throw new ValidationError(
      'A worker of its own needs DATABASE_URL: the embedded PostgreSQL serves one process. Use `npx gravity up`.',
      {},
      'CONFIG_INVALID',
    );
  const stopped = untilSignal();
  const running = await run(config, { server: false, worker: true });
  process.stdout.write('Worker is taking work.\n');
  await stopped;
  await running.close();
}
