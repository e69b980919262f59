import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { withTenant } from '../db/tenancy.ts';
import { AccessError, errorMessage, NotFoundError, ParsingError, ValidationError } from '../errors.ts';
import { appendAudit } from '../tenant/audit.ts';
import type { Caller } from '../tenant/caller.ts';
import { acceptedMediaType } from './media-types.ts';
import { ABANDONED_MS, type ReadDeps, readUpload, tell } from './read-upload.ts';
import { readTicket, signedPath } from './signed-path.ts';

export interface UploadDeps extends ReadDeps {
  /** Signs the addresses; the same in every process. */
  secret: string;
  /** 20 MB unless told. */
  maxBytes?: number;
}

export interface Uploads {
  /** A signed address to PUT the bytes to, for fifteen minutes. @throws {ValidationError} BAD_USER_INPUT */
  createUpload(
    caller: Caller,
    input: { name: string; mediaType: string; sizeBytes: number },
  ): Promise<{ documentId: string; path: string; expiresAt: Date; maxBytes: number }>;
  /**
   * Takes the bytes for a signed address and begins to read them; returns once they are stored. The address works once.
   * @throws {AccessError} FORBIDDEN; {ParsingError} DOCUMENT_TOO_LARGE, DOCUMENT_EMPTY; {TransportError} STORAGE_UNAVAILABLE
   */
  receive(documentId: string, query: URLSearchParams, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** @throws {NotFoundError} */
  delete(caller: Caller, documentId: string): Promise<void>;
  /** Takes up what a dead process left; returns how many. */
  sweep(): Promise<number>;
  /** Sweeps now and then. */
  start(): void;
  close(): Promise<void>;
}

/** Longer than a reading takes; one that still runs is never taken twice. */
const SWEEP_MS = ABANDONED_MS;
const ADDRESS_MS = 15 * 60_000;
const MAX_BYTES = 20 * 1024 * 1024;

export function createUploads(deps: UploadDeps): Uploads {
  const limit = pLimit(2);
  const stop = new AbortController();
  const reading = new Set<Promise<void>>();
  const most = deps.maxBytes ?? MAX_BYTES;

  const read = (tenantId: string, documentId: string): Promise<void> => {
    const done = limit(() => readUpload(deps, tenantId, documentId, stop.signal))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) deps.logger.error({ documentId, err: error }, 'an upload could not be ended');
      })
      .finally(() => reading.delete(done));
    reading.add(done);
    return done;
  };

  async function sweep(): Promise<number> {
    const before = new Date(Date.now() - ABANDONED_MS);
    let taken = 0;
    for (const { id: tenantId } of await deps.database.prisma.tenantDirectory.findMany()) {
      if (stop.signal.aborted) break;
      const left = await withTenant(deps.database, tenantId, (tx) =>
        tx.privateDocument.findMany({
          where: { status: { in: ['UPLOADED', 'READING'] }, updatedAt: { lt: before } },
          select: { id: true },
        }),
      );
      taken += left.length;
      await Promise.all(left.map(({ id }) => read(tenantId, id)));
    }
    return taken;
  }
  let sweeper: NodeJS.Timeout | undefined;

  return {
    async createUpload(caller, { name, mediaType, sizeBytes }) {
      const clean = cleanName(name);
      const type = acceptedMediaType(mediaType, clean);
      if (!Number.isInteger(sizeBytes) || sizeBytes < 1) throw new ValidationError('sizeBytes is the size of the file, at least 1.', {});
      if (sizeBytes > most) throw new ValidationError(`The file is larger than ${Math.floor(most / 1_048_576)} MB.`, { maxBytes: most });
      const { tenantId, userId } = caller.viewer;
      const documentId = randomUUID();
      const expiresAt = new Date(Date.now() + ADDRESS_MS);
      await withTenant(deps.database, tenantId, async (tx) => {
        await tx.privateDocument.create({
          data: { id: documentId, tenantId, userId, name: clean, mediaType: type, mostBytes: sizeBytes, uploadExpiresAt: expiresAt },
        });
        await appendAudit(tx, caller, { action: 'create-upload', subject: documentId });
      });
      return {
        documentId,
        path: signedPath({ tenantId, documentId, expiresAt, maxBytes: sizeBytes }, deps.secret),
        expiresAt,
        maxBytes: sizeBytes,
      };
    },
    async receive(documentId, query, body) {
      const { tenantId, maxBytes } = readTicket(documentId, query, deps.secret);
      const bytes = await collect(body, maxBytes);
      const contentHash = await deps.store.put(bytes);
      const { count } = await withTenant(deps.database, tenantId, (tx) =>
        tx.privateDocument.updateMany({
          where: { id: documentId, status: 'AWAITING_UPLOAD' },
          data: { status: 'UPLOADED', contentHash, sizeBytes: bytes.byteLength, updatedAt: new Date() },
        }),
      );
      if (count === 0) throw new AccessError('FORBIDDEN', 'The upload address was used already. Ask for a new one.');
      await tell(deps, tenantId, documentId);
      void read(tenantId, documentId);
    },
    async delete(caller, documentId) {
      await withTenant(deps.database, caller.viewer.tenantId, async (tx) => {
        const { count } = await tx.privateDocument.deleteMany({ where: { id: documentId } });
        if (count === 0) throw new NotFoundError('There is no such document.');
        await appendAudit(tx, caller, { action: 'delete-private-document', subject: documentId });
      });
    },
    sweep,
    start() {
      sweeper ??= setInterval(() => {
        sweep().catch((error: unknown) =>
          deps.logger.warn({ reason: errorMessage(error) }, 'uploads of dead processes could not be taken up'),
        );
      }, SWEEP_MS).unref();
    },
    async close() {
      clearInterval(sweeper);
      stop.abort(new Error('closing'));
      await Promise.all(reading);
    },
  };
}

/** The last part of a path, without what could split a header or turn the reading direction. @throws {ValidationError} */
function cleanName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .split(/[\\/]/)
    .at(-1)!
    .trim()
    .slice(0, 200);
  if (clean === '') throw new ValidationError('Give the file a name.', {});
  return clean;
}

/** @throws {ParsingError} DOCUMENT_TOO_LARGE as soon as one byte too many has come, DOCUMENT_EMPTY */
async function collect(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new ParsingError('DOCUMENT_TOO_LARGE', `The file is larger than the ${maxBytes} bytes that were announced.`, { maxBytes });
    chunks.push(chunk);
  }
  if (size === 0) throw new ParsingError('DOCUMENT_EMPTY', 'No bytes were sent.');
  return Buffer.concat(chunks);
}
