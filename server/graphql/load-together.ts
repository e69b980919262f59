import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';

const loaders = new WeakMap<Context, Map<string, DataLoader<unknown, unknown, string>>>();

/** The field's place in the operation, list positions left out: `questions.edges.node.answer.numbers.fact`. */
function placeOf({ path, parentType }: GraphQLResolveInfo): string {
  const keys: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) if (typeof at.key === 'string') keys.push(at.key);
  return `${parentType.name}@${keys.reverse().join('.')}`;
}

/**
 * One look-up for all rows that resolve the same field of an operation. The first row's `load` serves the whole batch, so `load`
 * may close over the selection that Pothos made of what the client asked for below that field.
 */
export async function loadTogether<Key, Row>(
  context: Context,
  info: GraphQLResolveInfo,
  key: Key,
  load: (keys: Key[]) => Promise<Row[]>,
  keyOf: (row: Row) => unknown,
): Promise<Row | null> {
  const mine = loaders.get(context) ?? new Map<string, DataLoader<unknown, unknown, string>>();
  loaders.set(context, mine);
  const place = placeOf(info);
  let loader = mine.get(place);
  if (!loader) {
    loader = new DataLoader<unknown, unknown, string>(
      async (keys) => {
        // A subscription's context lives long: what one batch found must not answer the next.
        loader?.clearAll();
        const rows = await load([...keys] as Key[]);
        const byKey = new Map(rows.map((row) => [String(keyOf(row)), row]));
        return keys.map((one) => byKey.get(String(one)) ?? null);
      },
      { cacheKeyFn: String, maxBatchSize: 1000 },
    );
    mine.set(place, loader);
  }
  return (await loader.load(key)) as Row | null;
}
