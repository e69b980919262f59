/**
 * Learns the reranker's weights from candidates that `npm run eval -- … --features FILE` wrote, and prints what they are worth on companies
 * they were not learned from: `npx tsx bench/eval/learn.ts FILE [--write]`.
 *
 * Pairwise logistic loss: within one question a passage on the gold page should score above one that is not. The weights are held close to
 * those set by hand (`PRIOR`), because a few dozen questions say little: what they cannot say stays as knowledge of filings has it.
 * Fixed order, no randomness.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PRIOR, type RankedRow, type RerankWeights, spread } from '../../core/search/rerank.ts';
import { FEATURES, type FeatureName, type FeatureValues } from '../../core/search/rerank-features.ts';
import { CUTS, scoreRanks } from './score.ts';

export interface LearningRow {
  features: FeatureValues;
  hit: boolean;
  filingId: number;
  documentName: string;
  ordinal: number;
  accession: string;
}
export interface LearningQuestion {
  id: string;
  company: string;
  type: string;
  rows: LearningRow[];
  filings: [string, number][];
  gold: string;
}

const STRENGTH = 10;
const ROUNDS = 300;
const RATE = 0.02;
const NEGATIVES = 40;

const scoreOf = (values: FeatureValues, weights: RerankWeights): number =>
  FEATURES.reduce((sum, name) => sum + weights[name] * values[name], 0);

/** Gradient descent on the mean pairwise loss plus `STRENGTH`/questions times the squared distance from the prior. */
export function learn(questions: readonly LearningQuestion[], prior: RerankWeights): RerankWeights {
  const weights = { ...prior };
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Record<FeatureName, number>;
    let used = 0;
    for (const { rows } of questions) {
      const scored = rows.map((row) => ({ row, score: scoreOf(row.features, weights) })).sort((a, b) => b.score - a.score);
      // The best passage of the page counts: one hit is enough.
      const hit = scored.find(({ row }) => row.hit);
      if (!hit) continue;
      used += 1;
      const misses = scored.filter(({ row }) => !row.hit).slice(0, NEGATIVES);
      for (const miss of misses) {
        const push = 1 / (1 + Math.exp(4 * (hit.score - miss.score))) / misses.length;
        for (const name of FEATURES) gradient[name] += push * 4 * (miss.row.features[name] - hit.row.features[name]);
      }
    }
    for (const name of FEATURES) weights[name] -= RATE * (gradient[name] / used + (STRENGTH / used) * (weights[name] - prior[name]));
  }
  return weights;
}

export function rank({ rows, filings }: LearningQuestion, weights: RerankWeights): LearningRow[] {
  const ranked = rows.map((row, i) => ({
    row: { ...row, chunkId: BigInt(i), accessionNumber: row.accession },
    score: scoreOf(row.features, weights),
    features: row.features,
  })) as unknown as RankedRow[];
  ranked.sort((a, b) => b.score - a.score || (a.row.chunkId < b.row.chunkId ? -1 : 1));
  return spread(ranked, new Map(filings)).map(({ row }) => rows[Number(row.chunkId)] as LearningRow);
}

function report(name: string, questions: readonly LearningQuestion[], weightsOf: (question: LearningQuestion) => RerankWeights): void {
  let right = 0;
  const rows = questions.map((question) => {
    const order = rank(question, weightsOf(question));
    if (order.slice(0, 5).some((row) => row.accession === question.gold)) right += 1;
    const at = order.slice(0, 20).findIndex((row) => row.hit);
    return { type: question.type, rank: at < 0 ? null : at + 1 };
  });
  const score = scoreRanks(rows);
  process.stdout.write(
    `${name.padEnd(34)}${CUTS.map((k) => ` hit@${k} ${score.hits[k].toFixed(3)}`).join('')} mrr ${score.mrr.toFixed(3)} right filing ${(right / questions.length).toFixed(3)}\n`,
  );
}

/** For each company the weights that were learned from the others. */
export function learnWithout(questions: readonly LearningQuestion[]): Map<string, RerankWeights> {
  const companies = [...new Set(questions.map(({ company }) => company))].sort();
  return new Map(
    companies.map((company) => [
      company,
      learn(
        questions.filter((question) => question.company !== company),
        PRIOR,
      ),
    ]),
  );
}

function main([file, flag]: string[]): void {
  if (!file) throw new Error('Name the file of candidates.');
  const questions = JSON.parse(readFileSync(file, 'utf8')) as LearningQuestion[];
  const held = learnWithout(questions);
  const all = learn(questions, PRIOR);
  report('set by hand', questions, () => PRIOR);
  report('learned without the company', questions, ({ company }) => held.get(company) as RerankWeights);
  report('learned from all', questions, () => all);
  for (const name of FEATURES)
    process.stdout.write(`  ${name.padEnd(18)}${PRIOR[name].toFixed(2).padStart(6)}${all[name].toFixed(2).padStart(7)}\n`);
  if (flag === '--write') {
    const lines = FEATURES.map((name) => `  ${name}: ${Number(all[name].toFixed(2))},`);
    writeFileSync(
      fileURLToPath(new URL('../../core/search/rerank-weights.ts', import.meta.url)),
      `import type { RerankWeights } from './rerank.ts';\n\n/** Written by bench/eval/learn.ts; see there for how they are learned and what they are worth on companies they were not learned from. */\nexport const RERANK_WEIGHTS: RerankWeights = {\n${lines.join('\n')}\n};\n`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
