import { builder } from '../builder.ts';
import { FilingStatusEnum } from '../enums.ts';

export const FilingEvent = builder.prismaObject('FilingEvent', {
  description: "One change of a filing's status.",
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => String(id) }),
    eventId: t.id({
      nullable: true,
      description: 'The id under which `filingStatusChanged` sends it; null until it is published.',
      select: { publishedSeq: true },
      resolve: ({ publishedSeq }) => publishedSeq?.toString(),
    }),
    from: t.expose('from', { type: FilingStatusEnum, nullable: true }),
    to: t.expose('to', { type: FilingStatusEnum }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});
