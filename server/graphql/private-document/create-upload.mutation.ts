import { callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { DeletedId, idOrNotFound } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { PrivateDocument } from './private-document.type.ts';

interface Ticket {
  documentId: string;
  path: string;
  expiresAt: Date;
  maxBytes: number;
}

const UploadTicket = builder.objectRef<Ticket>('UploadTicket').implement({
  description: 'PUT the bytes to `url` before it expires; the signature in it is the permission.',
  fields: (t) => ({
    documentId: t.globalID({ resolve: ({ documentId }) => ({ type: 'PrivateDocument', id: documentId }) }),
    url: t.string({ description: 'Relative to this server.', resolve: ({ path }) => path }),
    maxBytes: t.exposeInt('maxBytes'),
    expiresAt: t.field({ type: 'DateTime', resolve: ({ expiresAt }) => expiresAt }),
    document: t.prismaField({
      type: PrivateDocument,
      resolve: (query, { documentId }, _args, { db }) =>
        db.privateDocument.findUniqueOrThrow({ ...nonEmpty(query), where: { id: documentId } }),
    }),
  }),
});

const CreateUploadInput = builder.inputType('CreateUploadInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: 'File name.' }),
    mediaType: t.string({ required: true, description: 'PDF, DOCX, HTML, Markdown or plain text.' }),
    sizeBytes: t.int({ required: true }),
  }),
});

builder.mutationFields((t) => ({
  createUpload: t.field({
    type: UploadTicket,
    errors: resultOf('CreateUpload', 'STORAGE_UNAVAILABLE'),
    args: { input: t.arg({ type: CreateUploadInput, required: true }) },
    resolve: (_root, { input }, context) => asResult(() => context.deps.privateDocuments.createUpload(callerOf(context), input)),
  }),
  deletePrivateDocument: t.field({
    type: DeletedId,
    errors: resultOf('DeletePrivateDocument', 'NOT_FOUND'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      asResult(async () => {
        await context.deps.privateDocuments.delete(callerOf(context), idOrNotFound(id, 'PrivateDocument'));
        return { deletedId: id };
      }),
  }),
}));
