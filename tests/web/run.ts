/**
 * The web app as a user has it, in Chromium: `npx tsx tests/web/run.ts [url]`. Without an address the product is started in this process
 * over the sample filings, so that filings can be released and the server restarted. `CHROMIUM` names the browser. Exit code 1 when a
 * check fails or the browser's console had an error.
 */
import { openBrowser, openPage } from './browser.ts';
import { checks } from './checks.ts';
import { startProduct } from './product.ts';

/** What a browser's console says of its own accord when a server is away or refuses. */
const EXPECTED: Record<string, RegExp> = {
  'a lost connection': /ERR_CONNECTION|WebSocket connection|503/,
  'a server that asks for a key': /ERR_CONNECTION|401|WebSocket connection/,
};

const address = process.argv[2];
const product = address ? null : await startProduct(Number(process.env.PORT ?? 4990));
const browser = await openBrowser(process.env.CHROMIUM ?? '/usr/bin/chromium');
let failed = 0;
try {
  const problems: string[] = [];
  const { page, gate } = await openPage(browser, address ?? product?.url ?? '', problems);
  for (const [name, check] of Object.entries(checks)) {
    problems.length = 0;
    const started = performance.now();
    try {
      await check({ page, gate, product });
      const bad = problems.filter(
        (problem) => !Object.entries(EXPECTED).some(([start, words]) => name.startsWith(start) && words.test(problem)),
      );
      if (bad.length > 0) throw new Error(bad.join('\n  '));
      process.stdout.write(`ok    ${name} (${Math.round(performance.now() - started)} ms)\n`);
    } catch (error) {
      failed++;
      process.stdout.write(`FAIL  ${name}\n  ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
} finally {
  await browser.close();
  await product?.close();
}
process.stdout.write(failed === 0 ? 'All checks passed.\n' : `${failed} failed.\n`);
process.exitCode = failed === 0 ? 0 : 1;
