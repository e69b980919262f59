import { ValidationError } from '../core/errors.ts';
import { request, subscribe } from './graphql.ts';
import { type Session, withSession } from './session.ts';

const ASK = /* GraphQL */ `
  mutation ($input: AskInput!) {
    ask(input: $input) {
      ... on Question {
        id
      }
      ... on Error {
        code
        message
      }
    }
  }
`;

const PROGRESS = /* GraphQL */ `
  subscription ($questionId: ID!) {
    answerProgress(questionId: $questionId) {
      __typename
      ... on AnswerStep {
        name
        detail
      }
    }
  }
`;

const QUESTION = /* GraphQL */ `
  query ($id: ID!) {
    question(id: $id) {
      status
      answer {
        model
        degraded
        sentences {
          text
          citations {
            accessionNumber
            documentName
            quote
            charStart
            charEnd
            filing {
              form
              filedAt
              company {
                name
              }
            }
          }
        }
        numbers {
          text
          value
          verification
          formula
          fact {
            concept
            unit
            periodStart
            periodEnd
          }
        }
        refusal {
          reason
          message
          missing
          action
          searched {
            accessionNumber
          }
        }
      }
    }
  }
`;

interface Citation {
  accessionNumber: string | null;
  documentName: string;
  quote: string;
  charStart: number;
  charEnd: number;
  filing: { form: string; filedAt: string; company: { name: string } } | null;
}

export interface QuestionAnswer {
  status: string;
  answer: {
    model: string;
    degraded: string[];
    sentences: { text: string; citations: Citation[] }[];
    numbers: {
      text: string;
      value: string;
      verification: string;
      formula: string | null;
      fact: { concept: string; unit: string | null; periodStart: string | null; periodEnd: string } | null;
    }[];
    refusal: { reason: string; message: string; missing: string[]; action: string | null; searched: { accessionNumber: string }[] } | null;
  } | null;
}

/** As exit codes go, a refusal is no answer: scripts can tell it from both an answer and a failure. */
const REFUSED = 3;

/** Prints the answer with its evidence, or why there is none. */
export async function ask(question: string, { tickers }: { tickers?: string[] }): Promise<void> {
  await withSession({ needsWorker: false }, async (session) => {
    const result = await askQuestion(session, question, tickers);
    printAnswer(result);
    if (result.answer?.refusal) process.exitCode = REFUSED;
    if (!result.answer) throw new ValidationError(`The question ended ${result.status}. Ask it again.`, {}, 'INTERNAL_SERVER_ERROR');
  });
}

/** Asks, tells the steps on standard error as they are taken, and gives the stored answer. */
export async function askQuestion(session: Session, question: string, tickers?: string[]): Promise<QuestionAnswer> {
  const { ask } = await request<{ ask: { id?: string; code?: string; message?: string } }>(session.api, ASK, {
    input: { question, tickers },
  });
  if (!ask.id) throw new ValidationError(ask.message ?? 'The API refused.', {}, ask.code as 'BAD_USER_INPUT');
  const steps = subscribe<{ answerProgress: { __typename: string; name?: string; detail?: string } }>(session.api, PROGRESS, {
    questionId: ask.id,
  });
  for await (const { answerProgress: event } of steps) {
    if (event.__typename === 'AnswerStep') process.stderr.write(`· ${event.name}: ${event.detail}\n`);
    if (event.__typename === 'AnswerDone') break;
  }
  const { question: stored } = await request<{ question: QuestionAnswer }>(session.api, QUESTION, { id: ask.id });
  return stored;
}

export function printAnswer({ answer }: QuestionAnswer): void {
  if (!answer) return;
  const lines: string[] = [''];
  const { refusal } = answer;
  if (refusal) {
    lines.push(`No answer (${refusal.reason}): ${refusal.message}`);
    if (refusal.missing.length > 0) lines.push(`Missing: ${refusal.missing.join('; ')}`);
    if (refusal.searched.length > 0) lines.push(`Searched: ${refusal.searched.map(({ accessionNumber }) => accessionNumber).join(', ')}`);
    if (refusal.action) lines.push(`What to do: ${refusal.action}`);
  }
  let mark = 0;
  const evidence: string[] = [];
  for (const { text, citations } of answer.sentences) {
    const marks = citations.map((citation) => {
      mark += 1;
      evidence.push(`[${mark}] ${sourceOf(citation)}\n    “${citation.quote.replace(/\s+/g, ' ')}”`);
      return `[${mark}]`;
    });
    lines.push(`${text} ${marks.join('')}`);
  }
  if (evidence.length > 0) lines.push('', ...evidence);
  for (const { text, value, verification, formula, fact } of answer.numbers) {
    const basis = fact ? `${fact.concept}, ${[fact.periodStart, fact.periodEnd].filter(Boolean).join(' to ')}` : formula;
    lines.push(`    ${text} = ${value}${fact?.unit ? ` ${fact.unit}` : ''} ${verification}${basis ? ` (${basis})` : ''}`);
  }
  if (answer.degraded.length > 0) lines.push(`Degraded: ${answer.degraded.join(', ')}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

const sourceOf = ({ filing, accessionNumber, documentName, charStart, charEnd }: Citation): string =>
  [filing && `${filing.company.name} ${filing.form} of ${filing.filedAt}`, accessionNumber, `${documentName}:${charStart}-${charEnd}`]
    .filter(Boolean)
    .join(', ');
