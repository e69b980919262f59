import { errorMessage } from '../core/errors.ts';
import { checks } from './doctor-checks.ts';
import { loadConfig } from './load-config.ts';
import { printTable } from './output.ts';

/** Checks every setting and connection and says what to do about each that is not right. */
export async function doctor(): Promise<void> {
  const config = loadConfig({ quiet: true });
  const rows: [string, string, string][] = [['settings', 'ok', config.embedded ? 'embedded' : 'servers']];
  let failed = 0;
  for (const { name, run, remedy } of checks(config)) {
    try {
      rows.push([name, 'ok', await run()]);
    } catch (error) {
      failed += 1;
      rows.push([name, 'FAILED', `${errorMessage(error)} ${remedy}`]);
    }
  }
  printTable(['what', 'state', 'detail'], rows);
  if (failed > 0) process.exitCode = 1;
}
