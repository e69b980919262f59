import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDataDir, lockDataDir, makeDataDir, processBegan } from './data-dir-lock.ts';
import { readServerInfo, removeServerInfo, writeServerInfo } from './server-info.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gravity-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
const plant = (holder: object) => writeFile(join(dataDir, 'gravity.lock'), JSON.stringify(holder));

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid as number;
}

it('refuses a second holder and says which process is the first', async () => {
  const lock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED', details: { pid: process.pid } });
  await lock.release();
  await (await lockDataDir(dataDir)).release();
});

it('takes over the lock of a process that is gone, and a broken one', async () => {
  await plant({ pid: await deadPid(), token: 'x' });
  await (await lockDataDir(dataDir)).release();
  await writeFile(join(dataDir, 'gravity.lock'), '{"pid":');
  await (await lockDataDir(dataDir)).release();
});

it('takes over the lock of a process whose id another has now', async () => {
  if (!processBegan(process.pid)) return expect(process.platform).not.toBe('linux');
  await plant({ pid: process.pid, began: 'an earlier boot:1', token: 'x' });
  await (await lockDataDir(dataDir)).release();
});

it('lets one of many take over at once', async () => {
  await plant({ pid: await deadPid(), token: 'x' });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDir(dataDir)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('releases only its own lock', async () => {
  const lock = await lockDataDir(dataDir);
  await plant({ pid: process.pid, token: 'somebody else' });
  await lock.release();
  expect(await readFile(join(dataDir, 'gravity.lock'), 'utf8')).toContain('somebody else');
});

it('tells where the process answers, as long as it lives', async () => {
  expect(await readServerInfo(dataDir)).toBeNull();
  await writeServerInfo(dataDir, 'http://127.0.0.1:4000');
  expect(await readServerInfo(dataDir)).toMatchObject({ url: 'http://127.0.0.1:4000', pid: process.pid });
  await removeServerInfo(dataDir);
  expect(await readServerInfo(dataDir)).toBeNull();
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:4000', pid: await deadPid() }));
  expect(await readServerInfo(dataDir)).toBeNull();
});

it('empties a directory that nobody uses, and leaves one in use as it is', async () => {
  const lock = await lockDataDir(dataDir);
  await writeFile(join(dataDir, 'kept'), 'in use');
  await expect(emptyDataDir(dataDir)).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' });
  expect(await readFile(join(dataDir, 'kept'), 'utf8')).toBe('in use');
  await lock.release();
  await emptyDataDir(dataDir);
  expect(await readdir(dataDir)).toEqual([]);
});

it('says which setting is wrong when the directory cannot be made', async () => {
  await writeFile(join(dataDir, 'file'), '');
  await expect(makeDataDir(join(dataDir, 'file', 'below'))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('DATA_DIR'),
  });
});
