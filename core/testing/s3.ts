import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import S3rver from 's3rver';

/** An S3 service on a free port of loopback with one empty bucket, over a directory of its own. */
export async function startS3(bucket: string) {
  const directory = await mkdtemp(join(tmpdir(), 'gravity-s3-'));
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] });
  answerWhenWritten(server as unknown as { store: FileStore });
  const { port } = await server.run();
  return {
    options: { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    /** The file in which the service keeps an object. */
    async pathOf(name: string): Promise<string> {
      const files = await readdir(join(directory, bucket), { recursive: true });
      const found = files.find((file) => file.startsWith(name) && file.includes('_object'));
      if (found === undefined) throw new Error(`no object ${name}`);
      return join(directory, bucket, found);
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

interface FileStore {
  putObject(object: { bucket: string; key: string }): Promise<{ size: number; md5: string }>;
  getResourcePath(bucket: string, key: string, resource: string): string;
}

/** S3 shows an object once it has said that it took it; s3rver 3.7 says so before its file is written. */
function answerWhenWritten({ store }: { store: FileStore }): void {
  const put = store.putObject.bind(store);
  store.putObject = async (object) => {
    const taken = await put(object);
    const path = store.getResourcePath(object.bucket, object.key, 'object');
    for (let tries = 0; tries < 500; tries += 1) {
      const written = await readFile(path).catch(() => undefined);
      if (written && createHash('md5').update(written).digest('hex') === taken.md5) return taken;
      await sleep(10);
    }
    throw new Error(`the object ${object.key} was not written`);
  };
}
