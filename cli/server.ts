import { ensureWebApp } from './ensure-web-app.ts';
import { loadConfig } from './load-config.ts';
import { run } from './run.ts';
import { untilSignal } from './until-signal.ts';

/** API and web app; workers are processes of their own. */
export async function server(): Promise<void> {
  const stopped = untilSignal();
  await ensureWebApp();
  const running = await run(loadConfig(), { server: true, worker: false });
  process.stdout.write(`Gravity is on ${running.url}\n`);
  await stopped;
  await running.close();
}
