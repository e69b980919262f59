import type { ObjectRef } from '@pothos/core';
import { builder } from './builder.ts';

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/** How Pothos counts: at once, later, or not at all when the client did not ask. */
interface Counted {
  totalCount?: number | null | (() => number | Promise<number>);
}

/**
 * `<Name>Connection` and `<Name>Edge`, shared by every field that returns them, with a `totalCount` that is computed only when asked for.
 * Pass both after the options of `prismaConnection` and `relatedConnection`.
 */
export function sharedConnection<Shape extends object>(type: ObjectRef<Types, Shape>, name: string) {
  const edge = builder.edgeObject({ type, name: `${name}Edge` });
  const connection = builder.connectionObject({ type, name: `${name}Connection` }, edge);
  builder.objectField(connection, 'totalCount', (t) =>
    t.int({
      nullable: true,
      description: 'Counted only when asked for; null where counting would cost too much.',
      extensions: { pothosPrismaTotalCount: true },
      resolve: (parent) => {
        const { totalCount = null } = parent as Counted;
        return typeof totalCount === 'function' ? totalCount() : totalCount;
      },
    }),
  );
  return [connection, edge] as const;
}
