/** `npm run bench -- <name> [arguments]`: each measurement is a folder with a `main.ts` that exports `run`. */
const benches: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<void> }>>> = {
  parse: () => import('./parse/main.ts'),
  pipeline: () => import('./pipeline/main.ts'),
  search: () => import('./retrieval/main.ts'),
  queue: () => import('./queue/main.ts'),
  freshness: () => import('./freshness/main.ts'),
  answer: () => import('./answer/main.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = benches[name];
if (!load) {
  console.error(`Usage: npm run bench -- <${Object.keys(benches).join('|')}> [arguments]`);
  process.exitCode = 2;
} else await (await load()).run(args);
