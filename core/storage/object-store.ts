import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileStore } from './file-store.ts';
import { createS3Store, type S3Options } from './s3-store.ts';
import type { ObjectStore } from './types.ts';

/** Files under `DATA_DIR/objects`, files under a `file:` URL, or an S3 bucket. */
export function createObjectStore(config: { dataDir: string; objectStore: Omit<S3Options, 'url'> & { url: string | null } }): ObjectStore {
  const { url, ...s3 } = config.objectStore;
  if (url === null) return createFileStore(join(config.dataDir, 'objects'));
  return url.startsWith('file:') ? createFileStore(fileURLToPath(url)) : createS3Store({ url, ...s3 });
}
