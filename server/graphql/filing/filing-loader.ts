import type { GraphQLResolveInfo } from 'graphql';
import type { Filing, Prisma } from '../../../generated/prisma/client.ts';
import type { Context } from '../../context.ts';
import { nonEmpty } from '../connection.ts';
import { loadTogether } from '../load-together.ts';

type FilingQuery = Pick<Prisma.FilingFindManyArgs, 'select' | 'include'>;

export const filingByAccession = (
  context: Context,
  info: GraphQLResolveInfo,
  query: object,
  accessionNumber: string,
): Promise<Filing | null> =>
  loadTogether(
    context,
    info,
    accessionNumber,
    (accessionNumbers) =>
      context.db.filing.findMany({ ...(nonEmpty(query) as FilingQuery), where: { accessionNumber: { in: accessionNumbers } } }) as Promise<
        Filing[]
      >,
    (filing) => filing.accessionNumber,
  );
