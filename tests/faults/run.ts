import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { check, chunkHashes, type Verdict } from './checker.ts';
import { makeCorpus } from './corpus.ts';
import { killEmbedded } from './embedded.ts';
import { type FakeEdgar, startFakeEdgar } from './fake-edgar.ts';
import { mutants } from './mutants.ts';
import { createPrng } from './prng.ts';
import { randomScenario } from './random.ts';
import { requirements, runRequirement } from './requirements.ts';
import { recovered, type Scenario, twoWorkers } from './scenario.ts';
import { deliveryScenarios } from './scenarios/delivery.ts';
import { inputScenarios } from './scenarios/inputs.ts';
import { postgresScenarios } from './scenarios/postgres.ts';
import { redisScenarios } from './scenarios/redis.ts';
import { workerScenarios } from './scenarios/workers.ts';
import { type Servers, startServers } from './servers.ts';
import { weekScenario } from './week.ts';
import { createWorld } from './world.ts';

/**
 * Faults against real PostgreSQL and Redis processes that are started here:
 *   smoke | full | F6,F10 | random --minutes N --seed S | requirements | mutants | embedded [--kills N] | week
 * Prints lost, duplicated, recovered and seconds to recover of each; ends with a non-zero code when anything is lost, doubled or broken.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    kills: { type: 'string', default: '20' },
    /** At most so many in each scenario, for slow machines. */
    filings: { type: 'string', default: '1000' },
  },
});
const mode = positionals[0] ?? 'smoke';
const seed = Number(values.seed);
const historyFile = join(process.cwd(), '.gravity', 'faults', `history-${mode.replaceAll(/[^\w-]/g, '_')}-${seed}.ndjson`);
mkdirSync(join(process.cwd(), '.gravity', 'faults'), { recursive: true });
writeFileSync(historyFile, '');

const all = [...workerScenarios, ...redisScenarios, ...postgresScenarios, ...deliveryScenarios, ...inputScenarios].sort(
  (a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)),
);

const filingsOf = ({ filings, smokeFilings }: Scenario, isSmoke: boolean): number =>
  Math.min(Number(values.filings), isSmoke ? (smokeFilings ?? filings) : filings);

interface Row extends Verdict {
  id: string;
  title: string;
  accepted: number;
  recoverySeconds: number;
  totalSeconds: number;
  notes: string;
}

async function runScenario(
  scenario: Scenario,
  servers: Servers,
  edgar: FakeEdgar,
  isSmoke: boolean,
  reference: Map<string, string>,
): Promise<Row> {
  const startedAt = performance.now();
  const count = filingsOf(scenario, isSmoke);
  const world = await createWorld({
    name: scenario.id,
    servers,
    edgar,
    corpus: makeCorpus(createPrng(seed), count),
    prng: createPrng(seed + Number(scenario.id.slice(1))),
    scale: isSmoke ? 0.3 : 1,
    historyFile,
    proxied: scenario.proxies,
  });
  const row: Row = {
    id: scenario.id,
    title: scenario.title,
    accepted: 0,
    recoverySeconds: Number.NaN,
    totalSeconds: 0,
    notes: '',
    lost: 0,
    duplicated: 0,
    violations: [],
  };
  try {
    const outcome = await scenario.run(world);
    Object.assign(row, outcome, { notes: outcome.notes ?? '' });
  } catch (error) {
    row.violations.push(error instanceof Error ? error.message : String(error));
  }
  try {
    const verdict = await check({
      ...world,
      reference: scenario.comparesChunks === false ? undefined : reference,
      edgar: { ...edgar, allowedPerSecond: scenario.id === 'F22' ? 8 : 100 },
    });
    row.lost = verdict.lost;
    row.duplicated = verdict.duplicated;
    row.violations.push(...verdict.violations);
  } catch (error) {
    row.violations.push(`the checker could not read: ${error instanceof Error ? error.message : String(error)}`);
  }
  row.accepted = world.accepted.size;
  if (row.violations.length > 0) world.note('violations', { violations: row.violations });
  await world.close();
  row.totalSeconds = (performance.now() - startedAt) / 1_000;
  return row;
}

/** The chunks of the largest corpus without any fault. */
async function makeReference(servers: Servers, edgar: FakeEdgar, count: number): Promise<Map<string, string>> {
  const world = await createWorld({
    name: 'F0',
    servers,
    edgar,
    corpus: makeCorpus(createPrng(seed), count),
    prng: createPrng(seed),
    scale: 1,
    historyFile,
  });
  try {
    await twoWorkers(world);
    await world.register(world.corpus);
    await recovered(world, 600_000);
    return await chunkHashes(world.database);
  } finally {
    await world.close();
  }
}

async function runScenarios(scenarios: Scenario[], isSmoke: boolean): Promise<Row[]> {
  const servers = await startServers();
  const edgar = await startFakeEdgar();
  const rows: Row[] = [];
  try {
    const compared = scenarios.filter(({ comparesChunks }) => comparesChunks !== false);
    const most = Math.max(0, ...compared.map((scenario) => filingsOf(scenario, isSmoke)));
    const reference = most > 0 ? await makeReference(servers, edgar, most) : new Map<string, string>();
    for (const scenario of scenarios) {
      const row = await runScenario(scenario, servers, edgar, isSmoke, reference);
      process.stderr.write(
        `${row.id} ${row.violations.length === 0 ? 'ok' : `FAILED: ${row.violations[0]}`} (${row.totalSeconds.toFixed(0)} s)\n`,
      );
      rows.push(row);
    }
  } finally {
    await edgar.close();
    await servers.close();
  }
  return rows;
}

function print(rows: Row[]): void {
  const table = new Table({
    head: ['', 'fault', 'accepted', 'lost', 'duplicated', 'recovered', 's to recover', 's', 'notes'],
    style: { head: [], border: [] },
    colWidths: [6, 44, 10, 6, 12, 11, 14, 6, 44],
    wordWrap: true,
  });
  for (const row of rows)
    table.push([
      row.id,
      row.title,
      row.accepted,
      row.lost,
      row.duplicated,
      row.violations.length === 0 ? 'yes' : 'NO',
      Number.isNaN(row.recoverySeconds) ? '-' : row.recoverySeconds.toFixed(1),
      row.totalSeconds.toFixed(0),
      row.notes,
    ]);
  console.log(table.toString());
  for (const row of rows) for (const violation of row.violations) console.log(`${row.id}: ${violation}`);
}

async function runMutants(): Promise<boolean> {
  const servers = await startServers();
  const edgar = await startFakeEdgar();
  const table = new Table({ head: ['mutant', 'found', 'by'], style: { head: [], border: [] }, colWidths: [70, 8, 70], wordWrap: true });
  let passed = true;
  try {
    for (const [index, mutant] of mutants.entries()) {
      const corpus = makeCorpus(createPrng(seed), 6, { companies: 2 });
      const world = await createWorld({ name: `M${index}`, servers, edgar, corpus, prng: createPrng(seed), scale: 1, historyFile });
      try {
        await mutant.run(world);
        const { violations } = await check({ ...world, edgar: undefined });
        const by = violations.find((violation) => mutant.caughtBy?.test(violation));
        const isRight = mutant.caughtBy === null ? violations.length === 0 : by !== undefined;
        passed &&= isRight;
        table.push([
          mutant.name,
          mutant.caughtBy === null ? (isRight ? 'nothing' : 'WRONGLY') : isRight ? 'yes' : 'NO',
          by ?? violations[0] ?? '',
        ]);
      } finally {
        await world.close();
      }
    }
  } finally {
    await edgar.close();
    await servers.close();
  }
  console.log(table.toString());
  return passed;
}

/** Requirements 38 to 47, one test each. */
async function runRequirements(): Promise<boolean> {
  const servers = await startServers();
  const edgar = await startFakeEdgar();
  const table = new Table({
    head: ['', 'requirement', 'holds', 'measured'],
    style: { head: [], border: [] },
    colWidths: [6, 76, 8, 60],
    wordWrap: true,
  });
  let passed = true;
  try {
    for (const requirement of requirements) {
      const world = await createWorld({
        name: requirement.id,
        servers,
        edgar,
        corpus: makeCorpus(createPrng(seed), requirement.filings),
        prng: createPrng(seed),
        scale: 1,
        historyFile,
      });
      const { holds, measured } = await runRequirement(requirement, world);
      await world.close();
      passed &&= holds;
      table.push([requirement.id, requirement.text, holds ? 'yes' : 'NO', measured]);
    }
  } finally {
    await edgar.close();
    await servers.close();
  }
  console.log(table.toString());
  return passed;
}

async function runEmbedded(): Promise<boolean> {
  const edgar = await startFakeEdgar();
  const directory = await mkdtemp(join(tmpdir(), 'gravity-embedded-'));
  try {
    const outcome = await killEmbedded(edgar, directory, seed, Number(values.kills));
    console.log(
      `embedded: ${outcome.kills} x SIGKILL, ${outcome.filings} filings, ${outcome.lost} lost, longest reopening ${outcome.longestReopenSeconds.toFixed(1)} s, ` +
        `${outcome.violations.length === 0 ? 'same hashes as without kills' : 'FAILED'}`,
    );
    for (const violation of outcome.violations) console.log(`embedded: ${violation}`);
    return outcome.violations.length === 0;
  } finally {
    await edgar.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<boolean> {
  console.log(`faults: ${mode}, seed ${seed}; history in ${historyFile}`);
  const startedAt = performance.now();
  if (mode === 'mutants') return runMutants();
  if (mode === 'embedded') return runEmbedded();
  if (mode === 'requirements') return runRequirements();
  const isSmoke = mode === 'smoke';
  const minutes = Number(values.minutes);
  const mixed = randomScenario(mode === 'full' ? 2 : minutes, Math.max(60, Math.round((mode === 'full' ? 2 : minutes) * 30)));
  const wanted = isSmoke
    ? all.filter(({ smoke }) => smoke)
    : mode === 'full'
      ? [...all, weekScenario, mixed]
      : mode === 'random'
        ? [mixed]
        : mode === 'week'
          ? [weekScenario]
          : all.filter(({ id }) => mode.split(',').includes(id));
  if (wanted.length === 0) throw new Error(`"${mode}" is no mode and names no scenario: ${all.map(({ id }) => id).join(', ')}`);
  const rows = await runScenarios(wanted, isSmoke);
  print(rows);
  const rest = mode === 'full' ? [await runRequirements(), await runMutants(), await runEmbedded()] : [];
  console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s in all`);
  return rest.every(Boolean) && rows.every(({ violations }) => violations.length === 0);
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
