import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../cli/bin.mjs', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  /** Ends it and waits; SIGTERM unless told. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A process of this run, ready once it has printed `until` on standard output. Its errors go to ours. */
export async function start(command: readonly string[], env: NodeJS.ProcessEnv, until: RegExp, timeoutMs = 120_000): Promise<Started> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const ready = new Promise<void>((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`${command.join(' ')} was not ready in ${timeoutMs} ms: ${printed}`)), timeoutMs);
    child.stdout?.on('data', (chunk) => {
      printed = (printed + chunk).slice(-4_000);
      if (!until.test(printed)) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${command.join(' ')} ended with ${code}: ${printed}`));
    });
  });
  await ready;
  return {
    child,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

export const gravity = (args: readonly string[], env: NodeJS.ProcessEnv, until: RegExp) =>
  start([process.execPath, bin, ...args], env, until);

/** A command run to its end. */
export async function runGravity(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
