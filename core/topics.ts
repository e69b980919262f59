import { z } from 'zod';

/** A topic: the name that goes over the wire and the shape of what is sent. Payloads are hints; the truth is read from PostgreSQL. */
export interface Topic<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
}

const topic = <Payload>(name: string, payload: z.ZodType<Payload>): Topic<Payload> => ({ name, payload });

/** Ids of bigint columns, as decimal strings: JSON numbers end at 2^53. */
const id = z.string().regex(/^\d+$/);
const status = z.enum(['DISCOVERED', 'INGESTED', 'ANALYZED', 'INDEXED', 'ANALYZED_NOT_INDEXED', 'DEAD_LETTERED']);

/** A filing changed its status. Public: filings belong to nobody. `eventId` is `filing_event.published_seq`. */
export const filingStatusTopic = topic(
  'filing-status',
  z.object({
    eventId: id,
    accessionNumber: z.string(),
    from: status.nullable(),
    to: status,
    /** ISO 8601 */
    at: z.iso.datetime(),
    /** Every filer's. */
    ciks: z.array(z.number().int()),
  }),
);
export type FilingStatusPayload = z.infer<typeof filingStatusTopic.payload>;

/** A question has a new `answer_event`. The tenant is part of the name, and read again through row security. */
export const answerProgressTopic = (tenantId: string, questionId: string) =>
  topic(`answer-progress.${tenantId}.${questionId}`, z.object({ eventId: id }));

/** A question is to be stopped, whichever process runs it. */
export const answerCancelledTopic = topic('answer-cancelled', z.object({ tenantId: z.uuid(), questionId: z.uuid() }));

/** An uploaded document was read a little further. */
export const uploadProgressTopic = (tenantId: string, documentId: string) =>
  topic(`upload-progress.${tenantId}.${documentId}`, z.object({ eventId: id.optional() }));

/** A standing question has another answer than before: its row in `standing_answer`. */
export const standingAnswerTopic = (tenantId: string) =>
  topic(`standing-answer.${tenantId}`, z.object({ standingQuestionId: z.uuid(), eventId: id }));

/** A key was revoked or a user disabled: every process drops what it holds for them. */
export const accessRevokedTopic = topic(
  'access-revoked',
  z.object({ tenantId: z.uuid(), apiKeyId: z.uuid().optional(), userId: z.uuid().optional() }),
);
export type AccessRevokedPayload = z.infer<typeof accessRevokedTopic.payload>;
