import type { GraphQLResolveInfo } from 'graphql';
import { type Context, viewerOf } from '../../context.ts';
import type { PrivateDocument as Shape } from '../../deps.ts';
import { builder } from '../builder.ts';
import { uuidOf } from '../ids.ts';
import { loadTogether } from '../load-together.ts';

const PrivateDocumentStatus = builder.enumType('PrivateDocumentStatus', {
  description: 'PENDING until the bytes have come.',
  values: ['PENDING', 'READING', 'READY', 'FAILED'] as const,
});

export const PrivateDocument = builder.objectRef<Shape>('PrivateDocument');

builder.node(PrivateDocument, {
  id: { resolve: ({ id }) => id },
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'mediaType' in value,
  description: 'A document of your own: only your tenant sees it.',
  loadMany: (ids, context) => documentsByIds(context, ids),
  fields: (t) => ({
    name: t.exposeString('name'),
    mediaType: t.exposeString('mediaType'),
    sizeBytes: t.exposeInt('sizeBytes', { nullable: true }),
    status: t.field({ type: PrivateDocumentStatus, resolve: ({ status }) => status }),
    error: t.exposeString('error', { nullable: true }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
});

export const privateDocumentById = (context: Context, info: GraphQLResolveInfo, id: string): Promise<Shape | null> =>
  loadTogether(
    context,
    info,
    id,
    (ids) => context.deps.privateDocuments.find(viewerOf(context), ids),
    (document) => document.id,
  );

async function documentsByIds(context: Context, ids: readonly string[]): Promise<(Shape | null)[]> {
  const wanted = ids.map((id) => uuidOf(id, 'PrivateDocument'));
  const known = wanted.filter((id) => id !== null);
  const found = known.length > 0 ? await context.deps.privateDocuments.find(viewerOf(context), known) : [];
  const byId = new Map(found.map((document) => [document.id, document]));
  return wanted.map((id) => (id === null ? null : (byId.get(id) ?? null)));
}

builder.queryField('privateDocuments', (t) =>
  t.field({
    type: [PrivateDocument],
    description: 'Newest first.',
    resolve: (_root, _args, context) => context.deps.privateDocuments.list(viewerOf(context)),
  }),
);
