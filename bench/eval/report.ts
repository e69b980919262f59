import { PRIOR } from '../../core/search/rerank.ts';
import { type Evaluation, type SettingName, VARIANTS } from './evaluate.ts';
import { learnWithout, rank } from './learn.ts';
import { CUTS, scoreRanks } from './score.ts';

const SETTINGS: readonly [SettingName, string][] = [
  ['one', 'filter given (one filing)'],
  ['shared', 'shared index (no filter given)'],
];

export function printReport(evaluation: Evaluation, show: boolean): void {
  const { rows } = evaluation;
  if (show)
    for (const { question, settings } of rows)
      print(
        `${question.id} ${question.type.padEnd(18)} one ${settings.one.rank ?? '-'} shared ${settings.shared.rank ?? '-'} filing ${settings.shared.filingRank ?? '-'}  ${question.question.replace(/\s+/g, ' ').slice(0, 110)}`,
      );
  for (const [setting, title] of SETTINGS) {
    print(`\n${title}, ${rows.length} questions`);
    print(`  ${''.padEnd(26)}${CUTS.map((k) => `hit@${k}`.padStart(8)).join('')}     mrr`);
    const line = (name: string, ranks: (number | null)[]) => {
      const score = scoreRanks(rows.map(({ question }, i) => ({ type: question.type, rank: ranks[i] ?? null })));
      print(`  ${name.padEnd(26)}${CUTS.map((k) => score.hits[k].toFixed(3).padStart(8)).join('')}${score.mrr.toFixed(3).padStart(8)}`);
      return score;
    };
    for (const variant of VARIANTS)
      line(
        variant,
        rows.map((row) => row.settings[setting].variants[variant]),
      );
    const service = line(
      'SEARCH SERVICE',
      rows.map((row) => row.settings[setting].rank),
    );
    print(
      `  hit@10 by type: ${Object.entries(service.byType)
        .map(([type, rate]) => `${type} ${rate.toFixed(3)}`)
        .join(', ')}`,
    );
    const right = rows.filter((row) => (row.settings[setting].filingRank ?? 99) <= 5).length;
    print(`  right filing among the first five hits: ${(right / Math.max(1, rows.length)).toFixed(3)}`);
  }
  const questions = rows.map(({ question, candidates }) => ({
    ...candidates,
    id: question.id,
    company: question.company,
    type: question.type,
  }));
  const held = learnWithout(questions);
  if (held.size > 1) {
    const ranks = questions.map((question) => {
      const order = rank(question, held.get(question.company) ?? PRIOR);
      const at = order.slice(0, 20).findIndex(({ hit }) => hit);
      return { type: question.type, rank: at < 0 ? null : at + 1 };
    });
    const score = scoreRanks(ranks);
    print(
      `\nshared index, weights learned without the company that is asked about: ${CUTS.map((k) => `hit@${k} ${score.hits[k].toFixed(3)}`).join(', ')}`,
    );
  }
  const sorted = [...evaluation.millisecondsPerSearch].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  print(`\nmilliseconds a search: p50 ${at(0.5)}, p95 ${at(0.95)}`);
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
