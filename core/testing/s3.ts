import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

/** An S3 service on a free port of loopback with one empty bucket, over a directory of its own. */
export async function startS3(bucket: string) {
  const directory = await mkdtemp(join(tmpdir(), 'gravity-s3-'));
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] });
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
