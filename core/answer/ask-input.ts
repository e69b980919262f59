import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ValidationError } from '../errors.ts';

/** As the API takes it. */
export interface AskInput {
  question: string;
  tickers?: string[] | null;
  accessionNumbers?: string[] | null;
  watchlistId?: string | null;
  followsQuestionId?: string | null;
  asOf?: Date | null;
  idempotencyKey?: string | null;
  /** Shown in logs, traces and the receipt. */
  requestId?: string | null;
}

/** In UTF-16 code units: a prompt that is longer is refused before any call. */
export const LONGEST_QUESTION = 2_000;

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const schema = z.object({
  question: z
    .string()
    .transform((text) =>
      text
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .pipe(
      z
        .string()
        .min(3, 'Ask a question: it is empty.')
        .max(LONGEST_QUESTION, `A question has at most ${LONGEST_QUESTION.toLocaleString('en')} characters.`),
    ),
  tickers: optional(
    z.array(z.string().regex(/^[A-Za-z0-9.-]{1,12}$/, 'A ticker has letters, digits, dots and dashes.')).max(20, 'At most 20 tickers.'),
  ),
  accessionNumbers: optional(
    z
      .array(z.string().regex(/^\d{10}-\d{2}-\d{6}$/, 'An accession number looks like 0000320193-24-000123.'))
      .max(50, 'At most 50 accession numbers.'),
  ),
  watchlistId: optional(z.uuid('A watchlist id is a UUID.')),
  followsQuestionId: optional(z.uuid('A question id is a UUID.')),
  asOf: optional(z.date().refine((date) => !Number.isNaN(date.getTime()), 'asOf is no date.')),
  idempotencyKey: optional(z.string().min(1).max(200, 'An idempotency key has at most 200 characters.')),
  requestId: optional(z.string().max(200)),
});
export type ParsedAsk = z.infer<typeof schema>;

/** @throws {ValidationError} BAD_USER_INPUT that names what is wrong */
export function parseAsk(input: AskInput): ParsedAsk {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message }) => message);
  throw new ValidationError(problems.join(' '), { problems, fields: parsed.error.issues.map(({ path }) => path.join('.')) });
}

/** What makes two requests the same; keys and ids of the request itself do not. */
export function bodyHash({ idempotencyKey: _key, requestId: _request, ...body }: ParsedAsk): string {
  return createHash('sha256')
    .update(JSON.stringify(body, Object.keys(body).sort()))
    .digest('hex');
}

/** What is stored on Question.input. */
export interface StoredInput {
  tickers?: string[];
  accessionNumbers?: string[];
  watchlistId?: string;
  asOf?: string;
}

export const storedInput = ({ tickers, accessionNumbers, watchlistId, asOf }: ParsedAsk): StoredInput => ({
  ...(tickers && { tickers }),
  ...(accessionNumbers && { accessionNumbers }),
  ...(watchlistId && { watchlistId }),
  ...(asOf && { asOf: asOf.toISOString() }),
});
