import { viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { PrivateDocument } from './private-document.type.ts';

builder.subscriptionField('uploadProgress', (t) =>
  t.prismaField({
    type: PrivateDocument,
    description: 'The document at once and whenever its state changes; ends when it is READY or FAILED.',
    args: { documentId: t.arg.id({ required: true }) },
    subscribe: async (_root, { documentId }, context) => {
      const { tenantId } = viewerOf(context);
      const id = idOrNotFound(documentId, 'PrivateDocument');
      if (!(await context.db.privateDocument.findUnique({ where: { id }, select: { id: true } }))) throw absent('PrivateDocument');
      return context.services.uploadFeed.subscribe({ tenantId, documentId: id, db: context.db, signal: context.signal });
    },
    resolve: (query, event, _args, { db }) =>
      db.privateDocument.findUniqueOrThrow({ ...nonEmpty(query), where: { id: (event as unknown as { documentId: string }).documentId } }),
  }),
);
