import { ensureWebApp } from './ensure-web-app.ts';
import { loadConfig } from './load-config.ts';
import { run } from './run.ts';
import { untilSignal } from './until-signal.ts';

/** API, worker and web app in one process, until it is told to stop. */
export async function up(): Promise<void> {
  const stopped = untilSignal();
  await ensureWebApp();
  const running = await run(loadConfig(), { server: true, worker: true, migrate: true });
  process.stdout.write(`Gravity is on ${running.url}\n`);
  await stopped;
  await running.close();
}
