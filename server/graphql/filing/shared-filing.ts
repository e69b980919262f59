import { LRUCache } from 'lru-cache';
import { NotFoundError } from '../../../core/errors.ts';
import type { Filing, Prisma } from '../../../generated/prisma/client.ts';
import type { Context } from '../../context.ts';
import { nonEmpty } from '../connection.ts';

/**
 * One read for a batch of events and a selection, whoever listens: a filing is public data, and thousands may listen to the same event.
 * `asOf` is the last event of the batch, so what is read is never older than what is told.
 */
const reads = new LRUCache<string, Promise<Filing>>({ max: 1_000, ttl: 30_000 });

export function sharedFiling(context: Context, query: object, asOf: bigint, accessionNumber: string): Promise<Filing> {
  const key = `${asOf} ${accessionNumber} ${JSON.stringify(query)}`;
  const known = reads.get(key);
  if (known) return known;
  const read = context.db.filing
    .findUnique({ ...(nonEmpty(query) as Pick<Prisma.FilingFindUniqueArgs, 'select'>), where: { accessionNumber } })
    .then((filing) => {
      if (!filing) throw new NotFoundError('The filing is gone', { accessionNumber });
      return filing as Filing;
    });
  reads.set(key, read);
  read.catch(() => reads.delete(key));
  return read;
}
