import type { AnswerCitation } from '../../../core/answer/types.ts';
import { builder } from '../builder.ts';
import { filingByAccession } from '../filing/filing-loader.ts';

export const Citation = builder.objectRef<AnswerCitation>('Citation').implement({
  description: "A span of a document: `text.slice(charStart, charEnd)` of the document's text is `quote`.",
  fields: (t) => ({
    accessionNumber: t.exposeString('accessionNumber', { nullable: true }),
    privateDocumentId: t.exposeID('privateDocumentId', { nullable: true }),
    documentName: t.exposeString('documentName'),
    quote: t.exposeString('quote'),
    charStart: t.exposeInt('charStart'),
    charEnd: t.exposeInt('charEnd'),
    filing: t.prismaField({
      type: 'Filing',
      nullable: true,
      resolve: (query, { accessionNumber }, _args, context, info) =>
        accessionNumber ? filingByAccession(context, info, query, accessionNumber) : null,
    }),
  }),
});
