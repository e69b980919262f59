import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3 } from '../testing/s3.ts';
import { objectPath } from './content.ts';
import { createObjectStore } from './object-store.ts';
import type { ObjectStore } from './types.ts';

const noS3 = { endpoint: null, region: 'us-east-1', accessKeyId: null, secretAccessKey: null };
const bytes = Buffer.from('Annual report of Larkfield Instruments. '.repeat(500));

let directory: string;
let s3: Awaited<ReturnType<typeof startS3>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gravity-store-'));
  s3 = await startS3('filings');
});
afterAll(async () => {
  await s3.close();
  await rm(directory, { recursive: true });
});

const stores: [string, () => ObjectStore, (key: string) => Promise<string>][] = [
  [
    'files',
    () => createObjectStore({ dataDir: directory, objectStore: { ...noS3, url: null } }),
    async (key) => join(directory, 'objects', objectPath(key)),
  ],
  [
    'S3',
    () => createObjectStore({ dataDir: directory, objectStore: { ...s3.options, url: 's3://filings/raw/edgar' } }),
    async (key) => s3.pathOf(`raw/edgar/${objectPath(key)}`),
  ],
];

describe.each(stores)('an object store of %s', (_name, create, pathOf) => {
  it('gives back what was put, under the hash of its content', async () => {
    const store = create();
    const key = await store.put(bytes);
    expect(key).toMatch(/^[\da-f]{64}$/);
    expect(await store.put(bytes)).toBe(key);
    expect(Buffer.from(await store.get(key)).equals(bytes)).toBe(true);
    expect(await store.has(key)).toBe(true);
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it('keeps an empty object and one that does not compress', async () => {
    const store = create();
    const noise = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 2_654_435_761) % 251));
    for (const content of [Buffer.alloc(0), noise])
      expect(Buffer.from(await store.get(await store.put(content))).equals(content)).toBe(true);
  });

  it('says what is absent and what is no key', async () => {
    const store = create();
    const missing = 'ab'.repeat(32);
    expect(await store.has(missing)).toBe(false);
    await expect(store.get(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(store.get('../../etc/passwd')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('notices a damaged object, and a second put repairs it', async () => {
    const store = create();
    const key = await store.put(Buffer.from('quarterly report'));
    const path = await pathOf(key);
    const kept = await readFile(path);
    kept[kept.length - 6] = (kept[kept.length - 6] ?? 0) ^ 0xff;
    await writeFile(path, kept);
    await expect(store.get(key)).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
    await store.put(Buffer.from('quarterly report'));
    expect(Buffer.from(await store.get(key)).toString()).toBe('quarterly report');
  });

  it('takes the same object from many writers at once', async () => {
    const store = create();
    const keys = await Promise.all(Array.from({ length: 20 }, () => store.put(Buffer.from('the same exhibit'))));
    expect(new Set(keys).size).toBe(1);
    expect(Buffer.from(await store.get(keys[0] as string)).toString()).toBe('the same exhibit');
  });
});

it('leaves no temporary files behind and takes a file URL', async () => {
  const store = createObjectStore({ dataDir: '/nowhere', objectStore: { ...noS3, url: pathToFileURL(join(directory, 'own')).href } });
  await store.put(bytes);
  const files = (await readdir(join(directory, 'own'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/^[\da-f]{64}\.gz$/)]);
});

it('says STORAGE_UNAVAILABLE when the directory cannot be written', async () => {
  await writeFile(join(directory, 'a-file'), '');
  const store = createObjectStore({ dataDir: join(directory, 'a-file'), objectStore: { ...noS3, url: null } });
  await expect(store.put(bytes)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
  await expect(store.ping()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

it('says STORAGE_UNAVAILABLE when the S3 service is down or the bucket is missing', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const address = free.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => free.close(resolve));
  const down = createObjectStore({
    dataDir: directory,
    objectStore: { ...s3.options, endpoint: `http://127.0.0.1:${port}`, url: 's3://filings' },
  });
  await expect(down.put(bytes)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  await expect(down.get('ab'.repeat(32))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  const noBucket = createObjectStore({ dataDir: directory, objectStore: { ...s3.options, url: 's3://other' } });
  await expect(noBucket.ping()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  await expect(noBucket.put(bytes)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
