import { APP_ROLE, startEmbedded } from '../core/db/embedded/start.ts';
import { migrate } from '../core/db/migrate.ts';
import { createLogger } from '../core/logger.ts';
import { loadConfig } from './load-config.ts';

/** Brings the database of this configuration to the newest schema. */
export async function migrateCommand(): Promise<void> {
  const config = loadConfig({ quiet: true });
  const onProgress = (name: string) => void process.stderr.write(`applying ${name}\n`);
  if (config.database) return report(await migrate({ url: config.database.migrateUrl, appRole: APP_ROLE, onProgress }));
  const embedded = await startEmbedded({ dataDir: config.dataDir, logger: createLogger(config.logLevel, 'migrate') });
  try {
    report(await migrate({ url: embedded.ownerUrl, appRole: APP_ROLE, onProgress }));
  } finally {
    await embedded.close();
  }
}

function report({ applied, alreadyApplied }: { applied: string[]; alreadyApplied: number }): void {
  process.stdout.write(
    applied.length > 0 ? `${applied.length} migrations applied.\n` : `Nothing to do: all ${alreadyApplied} migrations stand.\n`,
  );
}
