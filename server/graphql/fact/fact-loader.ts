import type { GraphQLResolveInfo } from 'graphql';
import type { Fact, Prisma } from '../../../generated/prisma/client.ts';
import type { Context } from '../../context.ts';
import { nonEmpty } from '../connection.ts';
import { loadTogether } from '../load-together.ts';

type FactQuery = Pick<Prisma.FactFindManyArgs, 'select' | 'include'>;

/** Null where the fact is gone: a filing that was read again has new rows. */
export const factById = (context: Context, info: GraphQLResolveInfo, query: object, id: bigint): Promise<Fact | null> =>
  loadTogether(
    context,
    info,
    id,
    (ids) => context.db.fact.findMany({ ...(nonEmpty(query) as FactQuery), where: { id: { in: ids } } }) as Promise<Fact[]>,
    (fact) => fact.id,
  );

/** In the order of `ids`, without those that are gone. */
export async function factsByIds(context: Context, info: GraphQLResolveInfo, query: object, ids: readonly bigint[]): Promise<Fact[]> {
  const facts = await Promise.all(ids.map((id) => factById(context, info, query, id)));
  return facts.filter((fact) => fact !== null);
}
