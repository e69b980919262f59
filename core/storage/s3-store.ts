import { S3mini } from 's3mini';
import { DomainError } from '../errors.ts';
import { absent, contentKey, objectPath, pack, unavailable, unpack } from './content.ts';
import type { ObjectStore } from './types.ts';

export interface S3Options {
  /** `s3://bucket` or `s3://bucket/prefix` */
  url: string;
  /** Of the service, without the bucket; null: AWS in `region`. */
  endpoint: string | null;
  region: string;
  accessKeyId: string | null;
  secretAccessKey: string | null;
  timeoutMs?: number;
}

/** Objects below a prefix of one bucket of any service that speaks S3. The bucket must exist. */
export function createS3Store(options: S3Options): ObjectStore {
  const { hostname: bucket, pathname } = new URL(options.url);
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  const service = (options.endpoint ?? `https://s3.${options.region}.amazonaws.com`).replace(/\/$/, '');
  const client = new S3mini({
    endpoint: `${service}/${bucket}`,
    region: options.region,
    accessKeyId: options.accessKeyId ?? '',
    secretAccessKey: options.secretAccessKey ?? '',
    requestAbortTimeout: options.timeoutMs ?? 30_000,
  });
  const nameOf = (key: string) => (prefix === '' ? objectPath(key) : `${prefix}/${objectPath(key)}`);

  async function guarded<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable(error);
    }
  }

  return {
    put: (bytes) =>
      guarded(async () => {
        const key = contentKey(bytes);
        await client.putObject(nameOf(key), await pack(bytes), 'application/gzip');
        return key;
      }),
    get: (key) =>
      guarded(async () => {
        const packed = await client.getObjectArrayBuffer(nameOf(key));
        if (packed === null) throw absent(key);
        return unpack(key, new Uint8Array(packed));
      }),
    has: (key) => guarded(async () => (await client.objectExists(nameOf(key))) === true),
    ping: () =>
      guarded(async () => {
        if (!(await client.bucketExists())) throw unavailable(new Error(`bucket ${bucket} does not exist`));
      }),
  };
}
