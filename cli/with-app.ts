import { type App, createApp } from '../core/app.ts';
import { createLogger } from '../core/logger.ts';
import { loadConfig } from './load-config.ts';

/** Runs `work` over the stores of this configuration and closes them. */
export async function withApp(work: (app: App) => Promise<void>): Promise<void> {
  const config = loadConfig({ quiet: true });
  const app = await createApp(config, createLogger(config.logLevel, 'gravity'));
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
