import { type Command, InvalidArgumentError } from 'commander';

const list = (value: string): string[] => {
  const items = value.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) throw new InvalidArgumentError('give a comma-separated list without gaps, as in AAPL,MSFT');
  return items;
};
const count = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number of at least 1');
  return number;
};

/** Every command with its options. Each loads its own module when it runs: the imports of a server take longer than most commands. */
export function addCommands(program: Command): void {
  program
    .command('up')
    .description('API, worker and web app in one process; migrations applied')
    .action(async () => (await import('./up.ts')).up());
  program
    .command('demo')
    .description('the same on the bundled sample filings, with no network')
    .option('--exit', 'stop when the question is answered instead of serving')
    .action(async (options) => (await import('./demo.ts')).demo(options));
  program
    .command('server')
    .description('API and web app only')
    .action(async () => (await import('./server.ts')).server());
  program
    .command('worker')
    .description('pipeline worker only')
    .action(async () => (await import('./worker.ts')).worker());
  program
    .command('migrate')
    .description('apply the migrations')
    .action(async () => (await import('./migrate.ts')).migrateCommand());
  program
    .command('ingest')
    .description("register companies' newest filings")
    .requiredOption('--tickers <list>', 'as in AAPL,MSFT', list)
    .option('--forms <list>', 'as in 10-K,10-Q; omitted: all', list)
    .option('--limit <n>', 'newest N filings a company', count, 20)
    .option('--wait', 'until every filing is INDEXED or a dead letter')
    .action(async (options) => (await import('./ingest.ts')).ingest(options));
  program
    .command('ask')
    .description('answer a question from the filings, with its evidence')
    .argument('<question>')
    .option('--tickers <list>', 'only these companies', list)
    .action(async (question, options) => (await import('./ask.ts')).ask(question, options));
  program
    .command('replay')
    .description('run dead letters again')
    .option('--class <class>', 'only this error class, as in TRANSPORT')
    .option('--accession <number>', 'only this filing')
    .option('--dry-run', 'say what would run')
    .action(async (options) => (await import('./replay.ts')).replay(options));
  const tenants = program.command('tenants').description('tenants of this installation');
  tenants
    .command('create')
    .argument('<name>')
    .action(async (name) => (await import('./tenants.ts')).createTenantCommand(name));
  const keys = program.command('keys').description('API keys');
  keys
    .command('create')
    .requiredOption('--tenant <name>', 'the tenant it acts for')
    .requiredOption('--role <role>', 'analyst, partner, admin or operator')
    .option('--days <n>', 'valid for', count, 90)
    .option('--name <name>', 'how it is listed', 'command line')
    .action(async (options) => (await import('./keys.ts')).createKeyCommand(options));
  program
    .command('verify-audit')
    .description("check every tenant's audit chain")
    .action(async () => (await import('./verify-audit.ts')).verifyAudit());
  program
    .command('doctor')
    .description('check every setting and connection and say what to do')
    .action(async () => (await import('./doctor.ts')).doctor());
}
