import { ValidationError } from '../core/errors.ts';
import { request } from './graphql.ts';
import { printTable } from './output.ts';
import { withSession } from './session.ts';

const DEAD_LETTERS = /* GraphQL */ `
  query ($after: String) {
    deadLetters(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          stage
          errorClass
          code
          reason
          filing {
            accessionNumber
          }
        }
      }
    }
  }
`;

const REPLAY = /* GraphQL */ `
  mutation ($input: ReplayDeadLetterInput!) {
    replayDeadLetter(input: $input) {
      ... on ReplayAccepted {
        replayed
      }
      ... on Error {
        code
        message
      }
    }
  }
`;

interface Letter {
  id: string;
  stage: string;
  errorClass: string;
  code: string;
  reason: string;
  filing: { accessionNumber: string };
}

export interface ReplayOptions {
  class?: string;
  accession?: string;
  dryRun?: boolean;
}

const BATCH = 500;

/** Lists what matches, then sends it through the stage that failed, unless only asked what would run. */
export async function replay(options: ReplayOptions): Promise<void> {
  await withSession({ needsWorker: false }, async ({ api }) => {
    const letters: Letter[] = [];
    for (let after: string | null = null; ; ) {
      const page: { deadLetters: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; edges: { node: Letter }[] } } =
        await request(api, DEAD_LETTERS, { after });
      letters.push(...page.deadLetters.edges.map(({ node }) => node));
      if (!page.deadLetters.pageInfo.hasNextPage) break;
      after = page.deadLetters.pageInfo.endCursor;
    }
    const chosen = letters.filter(
      (letter) =>
        (!options.class || letter.errorClass === options.class.toUpperCase()) &&
        (!options.accession || letter.filing.accessionNumber === options.accession),
    );
    printTable(
      ['accession number', 'stage', 'class', 'code', 'reason'],
      chosen.map((letter) => [letter.filing.accessionNumber, letter.stage, letter.errorClass, letter.code, letter.reason]),
    );
    if (options.dryRun) return void process.stdout.write(`${chosen.length} would run again.\n`);
    let replayed = 0;
    for (let at = 0; at < chosen.length; at += BATCH) {
      const ids = chosen.slice(at, at + BATCH).map(({ id }) => id);
      const { replayDeadLetter: result } = await request<{ replayDeadLetter: { replayed?: number; code?: string; message?: string } }>(
        api,
        REPLAY,
        { input: { ids } },
      );
      if (result.replayed === undefined) throw new ValidationError(result.message ?? 'Refused.', {}, result.code as 'BAD_USER_INPUT');
      replayed += result.replayed;
    }
    process.stdout.write(`${replayed} sent through the pipeline again.\n`);
  });
}
