export const DEFAULT_FIRST = 20;
export const MAX_FIRST = 100;

/** Cost of a connection: its field and, for each of the rows asked for, what is selected on them. */
export function connectionComplexity(args: object) {
  const first = (args as { first?: number | null }).first ?? (args as { last?: number | null }).last ?? DEFAULT_FIRST;
  return { field: 1, multiplier: Math.min(Math.max(first, 1), MAX_FIRST) };
}

/**
 * Pothos hands over `select: {}` when a client asks only for `__typename` or for another member of a union, and Prisma refuses that.
 * Spread this instead of the query itself.
 */
export function nonEmpty<Query extends object>(query: Query): Query {
  const { select, ...rest } = query as Query & { select?: object };
  return select && Object.keys(select).length === 0 ? (rest as Query) : query;
}
