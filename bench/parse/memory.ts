import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Peak resident memory above the idle process, in megabytes, for one generated inline-XBRL page of about 10 MB; in a process of its own. */
export function measureMemory(): { peakMb: number; bytes: number } {
  const script = fileURLToPath(new URL('./memory-child.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8', timeout: 120_000 });
  if (child.status !== 0) throw new Error(`The memory measurement failed: ${child.stderr.slice(-400)}`);
  return JSON.parse(child.stdout) as { peakMb: number; bytes: number };
}
