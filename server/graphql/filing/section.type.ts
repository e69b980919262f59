import { builder } from '../builder.ts';
import { SectionStatusEnum } from '../enums.ts';

/** Reading a text costs the object store, not the database: a request may hold many rows but few texts. */
export const TEXT_COST = 20;

export const Section = builder.prismaObject('Section', {
  select: { accessionNumber: true, documentName: true, charStart: true, charEnd: true },
  fields: (t) => ({
    key: t.exposeString('key', { description: '`part1.item1a` in periodic reports, `item2.02` in an 8-K, `note.3`.' }),
    title: t.exposeString('title'),
    documentName: t.exposeString('documentName'),
    text: t.string({
      complexity: TEXT_COST,
      description: "The span of the document's text; empty where the section is missing.",
      resolve: async ({ accessionNumber, documentName, charStart, charEnd }, _args, { loaders }) =>
        (await loaders.documentText.load({ accessionNumber, documentName })).slice(charStart, charEnd),
    }),
    charStart: t.exposeInt('charStart', { description: "UTF-16 code units into the document's text." }),
    charEnd: t.exposeInt('charEnd'),
    status: t.expose('status', { type: SectionStatusEnum }),
    confidence: t.exposeFloat('confidence', { description: '0 to 1.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it is missing or doubtful.' }),
    anchor: t.exposeString('anchor', { nullable: true, description: "Element id in the document's HTML." }),
  }),
});
