import type { UploadStatus } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { uuidOf } from '../ids.ts';
import { NO_ROW } from '../no-row.ts';

const PrivateDocumentStatus = builder.enumType('PrivateDocumentStatus', {
  description: 'PENDING until its bytes have come and are taken up, READY when search and ask read it.',
  values: ['PENDING', 'READING', 'READY', 'FAILED'] as const,
});

const shown = {
  AWAITING_UPLOAD: 'PENDING',
  UPLOADED: 'PENDING',
  READING: 'READING',
  INDEXED: 'READY',
  FAILED: 'FAILED',
} as const satisfies Record<UploadStatus, string>;

export const PrivateDocument = builder.prismaNode('PrivateDocument', {
  nullable: true,
  description: 'A document of your own: only your tenant sees it.',
  id: { field: 'id' },
  findUnique: (id) => ({ id: uuidOf(id, 'PrivateDocument') ?? NO_ROW }),
  fields: (t) => ({
    name: t.exposeString('name'),
    mediaType: t.exposeString('mediaType'),
    sizeBytes: t.exposeInt('sizeBytes', { nullable: true }),
    status: t.field({ type: PrivateDocumentStatus, select: { status: true }, resolve: ({ status }) => shown[status] }),
    errorCode: t.exposeString('errorCode', { nullable: true }),
    error: t.exposeString('error', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

builder.queryField('privateDocuments', (t) =>
  t.prismaField({
    type: [PrivateDocument],
    description: 'Newest first.',
    resolve: (query, _root, _args, { db }) => db.privateDocument.findMany({ ...nonEmpty(query), orderBy: [{ createdAt: 'desc' }] }),
  }),
);
