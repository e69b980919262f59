import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { loadTogether } from '../load-together.ts';

/** A passage of a filing, or of one of the tenant's own documents (no section then). */
export interface ChunkShape {
  id: bigint;
  text: string;
  documentName: string;
  charStart: number;
  charEnd: number;
  sectionId?: bigint | null;
  context?: string;
  kind?: string;
}

export const Chunk = builder.objectRef<ChunkShape>('Chunk').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => String(id) }),
    text: t.exposeString('text'),
    context: t.exposeString('context', { nullable: true, description: 'Company, form, period, section and table title in one line.' }),
    kind: t.exposeString('kind', { nullable: true, description: 'TEXT or TABLE' }),
    section: t.prismaField({
      type: 'Section',
      nullable: true,
      resolve: (query, { sectionId }, _args, context, info) =>
        sectionId === null || sectionId === undefined
          ? null
          : loadTogether(
              context,
              info,
              sectionId,
              (ids) => context.db.section.findMany({ ...nonEmpty(query), where: { id: { in: ids } } }),
              ({ id }) => id,
            ),
    }),
    documentName: t.exposeString('documentName'),
    charStart: t.exposeInt('charStart'),
    charEnd: t.exposeInt('charEnd'),
  }),
});
