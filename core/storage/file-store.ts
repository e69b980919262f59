import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError, ParsingError } from '../errors.ts';
import { absent, contentKey, objectPath, pack, unavailable, unpack } from './content.ts';
import type { ObjectStore } from './types.ts';

/**
 * Objects as files below `directory`. A file appears under its name only when it is complete and on disk: written beside, synced, renamed.
 * Putting again what is damaged repairs it.
 */
export function createFileStore(directory: string): ObjectStore {
  const pathOf = (key: string) => join(directory, objectPath(key));

  async function read(key: string): Promise<Buffer | null> {
    try {
      return await unpack(key, await readFile(pathOf(key)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error instanceof DomainError ? error : unavailable(error);
    }
  }

  async function write(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key);
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeSynced(temporary, await pack(bytes));
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncDirectory(dirname(path));
    } catch (error) {
      throw unavailable(error);
    }
  }

  return {
    async put(bytes) {
      const key = contentKey(bytes);
      const intact = await read(key).then(
        (found) => found !== null,
        (error: unknown) => {
          if (error instanceof ParsingError) return false;
          throw error;
        },
      );
      if (!intact) await write(key, bytes);
      return key;
    },
    async get(key) {
      const bytes = await read(key);
      if (!bytes) throw absent(key);
      return bytes;
    },
    async has(key) {
      try {
        return (await stat(pathOf(key))).isFile();
      } catch (error) {
        if (isMissing(error)) return false;
        throw unavailable(error);
      }
    },
    async ping() {
      try {
        await mkdir(directory, { recursive: true });
        await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name, too, must survive a power cut. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
