import { filingHtmlPath } from '../../http/filing-html.ts';
import { builder } from '../builder.ts';
import { TEXT_COST } from './section.type.ts';

export const FilingDocument = builder.prismaObject('FilingDocument', {
  select: { accessionNumber: true, name: true, textHash: true, htmlHash: true },
  fields: (t) => ({
    name: t.exposeString('name'),
    type: t.exposeString('type', { description: 'As in the SGML header: 10-K, EX-99.1, ...' }),
    sequence: t.exposeInt('sequence'),
    description: t.exposeString('description', { nullable: true }),
    sizeBytes: t.exposeInt('sizeBytes'),
    isRead: t.boolean({ description: 'False before analysis, and for images and the like.', resolve: ({ textHash }) => textHash !== null }),
    textLength: t.exposeInt('textLength', { nullable: true, description: 'UTF-16 code units.' }),
    text: t.string({
      complexity: TEXT_COST,
      description: 'The normalised text that every span counts in; empty when the document is not read.',
      resolve: ({ textHash }, _args, { loaders }) => (textHash ? loaders.text.load(textHash) : ''),
    }),
    htmlUrl: t.string({
      nullable: true,
      description: 'Path of the sanitised HTML for a sandboxed frame.',
      resolve: ({ accessionNumber, name, htmlHash }, _args, { deps }) =>
        htmlHash ? filingHtmlPath(deps.config.auth.apiKeyPepper, { accessionNumber, name, htmlHash }) : null,
    }),
  }),
});
