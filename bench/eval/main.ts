/**
 * `npm run eval -- --questions FILE.jsonl`: ingests the mirror beside the questions through the pipeline, searches each question in two
 * settings, and prints how often the right filing and the right page are among the first hits, as ../shared/eval/score.py counts them.
 *
 *   --mirror DIR     default: `mirror` beside the questions
 *   --database       use DATABASE_URL and MIGRATE_DATABASE_URL (a database of its own is made and dropped) rather than the embedded one
 *   --results DIR    also writes the first 20 hits of each setting as JSON lines, for score.py
 *   --features FILE  also writes candidates with their features, for learn.ts
 *   --answers        also asks each question, scores the figures and checks every citation
 *   --show           prints each question with the rank of its page
 *
 * `npm run eval -- --adversarial`: the hostile questions of tests/adversarial and their twins over the sample filings.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLogger } from '../../core/logger.ts';
import { createLocalEmbedding } from '../../core/model/local-embedding.ts';
import { createFileStore } from '../../core/storage/file-store.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { evaluateAdversarial, holdsAdversarial, printAdversarial } from './adversarial.ts';
import { evaluate, type SettingName } from './evaluate.ts';
import { evaluateAnswers, printAnswers } from './evaluate-answers.ts';
import { ingestMirror } from './ingest-mirror.ts';
import { serveMirror } from './mirror-server.ts';
import { printReport } from './report.ts';
import { readQuestions } from './score.ts';

const { values } = parseArgs({
  options: {
    questions: { type: 'string' },
    mirror: { type: 'string' },
    database: { type: 'boolean', default: false },
    results: { type: 'string' },
    features: { type: 'string' },
    answers: { type: 'boolean', default: false },
    adversarial: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});
if (!values.database) {
  delete process.env.DATABASE_URL;
  delete process.env.MIGRATE_DATABASE_URL;
}
if (values.adversarial) {
  const report = await evaluateAdversarial(createLogger('warn', 'eval'));
  printAdversarial(report);
  if (!holdsAdversarial(report)) process.exitCode = 1;
  process.exit(0);
}
if (!values.questions) {
  process.stderr.write('Name the questions: npm run eval -- --questions FILE.jsonl\n');
  process.exit(2);
}
const logger = createLogger('warn', 'eval');
const questions = readQuestions(values.questions);
const mirror = await serveMirror(values.mirror ?? join(dirname(values.questions), 'mirror'));
const directory = await mkdtemp(join(tmpdir(), 'gravity-eval-'));
const { database, close } = await testDatabase({ poolSize: 4 });
const store = createFileStore(directory);
const embedding = createLocalEmbedding();
try {
  const ingested = await ingestMirror({ database, store, embedding, edgarUrl: mirror.url, logger });
  process.stdout.write(
    `${ingested.filings} filings, ${ingested.failures.length} failed; seconds in ${Object.entries(ingested.stageMs)
      .map(([stage, ms]) => `${stage.toLowerCase()} ${(ms / 1000).toFixed(1)}`)
      .join(', ')}\n`,
  );
  for (const failure of ingested.failures) process.stdout.write(`  ${failure}\n`);
  const evaluation = await evaluate({ database, embedding, logger, questions });
  printReport(evaluation, values.show);
  if (values.answers) printAnswers(await evaluateAnswers({ database, store, embedding, logger, questions }), values.show);
  if (values.results)
    for (const setting of ['one', 'shared'] satisfies SettingName[])
      await writeFile(
        join(values.results, `${setting}.jsonl`),
        evaluation.rows.map((row) => JSON.stringify({ id: row.question.id, chunks: row.settings[setting].hits })).join('\n'),
      );
  if (values.features)
    await writeFile(
      values.features,
      JSON.stringify(
        evaluation.rows.map((row) => ({ ...row.candidates, id: row.question.id, company: row.question.company, type: row.question.type })),
      ),
    );
} finally {
  await mirror.close();
  await close();
  await rm(directory, { recursive: true, force: true });
}
