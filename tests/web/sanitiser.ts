/**
 * Requirement 57 in Chromium: `npx tsx tests/web/sanitiser.ts`. Every payload of the corpus is read by the product's own reader and shown
 * three times: in the product's frame (`sandbox=""`, the headers of a filing's markup), in a bare frame that would let scripts run, and,
 * to show that the corpus bites, as it came. `CHROMIUM` names the browser, `PORT` the port. Exit code 1 unless the first two ran no
 * script, asked for nothing and broke no policy.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { payloads } from '../../core/filing/document/html/sanitiser-payloads.ts';
import { parseOne } from '../../core/filing/document/testing.ts';
import { filingHeaders } from '../../server/http/headers.ts';
import { openBrowser } from './browser.ts';

const port = Number(process.env.PORT ?? 4991);
const origin = `http://127.0.0.1:${port}`;
const together = 25;
const ran = 'a script ran';

type Mode = 'product' | 'bare' | 'raw';

interface Outcome {
  scripts: number;
  requests: string[];
  policies: string[];
  /** Payloads that ran or asked for something. */
  active: Set<number>;
}

function sanitised(markup: string): string {
  try {
    return parseOne(`<html><body><p>before</p>${markup}<p>after</p></body></html>`).html;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'DOCUMENT_EMPTY') return '';
    throw error;
  }
}

const clean = payloads.map(({ markup }) => sanitised(markup));

const ours = /^\/(frames?)\/(product|bare|raw)\/(\d+)$/;

function answer(path: string, response: ServerResponse): void {
  const [, page, mode, number] = ours.exec(path) ?? [];
  if (page === 'frame') {
    const headers = mode === 'product' ? filingHeaders : {};
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(mode === 'raw' ? payloads[Number(number)]!.markup : clean[Number(number)]);
  } else if (page === 'frames') {
    const first = Number(number);
    const frames = payloads.slice(first, first + together).map((_, index) => {
      const name = `p${first + index}`;
      return `<iframe name="${name}" src="/frame/${mode}/${first + index}"${mode === 'product' ? ' sandbox=""' : ''}></iframe>`;
    });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>frames</title>${frames.join('')}`);
  } else {
    response.writeHead(404);
    response.end();
  }
}

/** Touches everything in a frame as a user might. */
function touch(): void {
  for (const element of document.querySelectorAll('*')) {
    for (const event of ['mouseover', 'mouseenter', 'focus', 'click', 'keydown', 'copy', 'drop', 'pointerover', 'scroll', 'toggle'])
      element.dispatchEvent(new Event(event, { bubbles: true, cancelable: true }));
    if (element instanceof HTMLElement) element.focus();
  }
}

async function show(page: Page, mode: Mode, first: number): Promise<void> {
  await page.goto(`${origin}/frames/${mode}/${first}`, { waitUntil: 'load' });
  if (mode === 'bare') {
    for (const frame of page.frames()) if (frame !== page.mainFrame()) await frame.evaluate(touch).catch(() => undefined);
    // Real clicks on what looks like a link: they must stay in the page.
    for (const frame of page.frames())
      for (const link of (await frame.$$('a[href]')).slice(0, 5)) await link.click({ timeout: 500, force: true }).catch(() => undefined);
  }
  await page.waitForTimeout(300);
}

async function measure(browser: Browser, mode: Mode): Promise<Outcome> {
  const outcome: Outcome = { scripts: 0, requests: [], policies: [], active: new Set() };
  const context = await browser.newContext();
  await context.addInitScript((words) => {
    window.alert = () => console.log(`${words} ${location.pathname}`);
  }, ran);
  const page = await context.newPage();
  let first = 0;
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(ran)) {
      outcome.scripts++;
      outcome.active.add(Number(/\/(\d+)$/.exec(text)?.[1] ?? -1));
    } else if (/Content Security Policy|sandboxed/i.test(text)) outcome.policies.push(text);
  });
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(origin) && ours.test(new URL(url).pathname)) return route.continue();
    outcome.requests.push(url);
    outcome.active.add(Number(/^p(\d+)$/.exec(route.request().frame().name())?.[1] ?? -1));
    return route.abort();
  });
  for (first = 0; first < payloads.length; first += together) await show(page, mode, first);
  await context.close();
  return outcome;
}

const server = createServer((request, response) => answer(request.url ?? '/', response));
await new Promise<void>((resolve) => {
  server.listen(port, '127.0.0.1', resolve);
});
const browser = await openBrowser(process.env.CHROMIUM ?? '/usr/bin/chromium');
try {
  process.stdout.write(`${payloads.length} payloads, ${new Set(payloads.map(({ kind }) => kind)).size} classes\n`);
  for (const mode of ['product', 'bare', 'raw'] as const) {
    const { scripts, requests, policies, active } = await measure(browser, mode);
    const passes = mode === 'raw' ? active.size > 20 : scripts === 0 && requests.length === 0 && policies.length === 0;
    if (!passes) process.exitCode = 1;
    const counts = `${scripts} script runs, ${requests.length} requests, ${policies.length} policies broken`;
    process.stdout.write(
      `${passes ? 'ok  ' : 'FAIL'}  ${mode.padEnd(7)}  ${counts}${mode === 'raw' ? `, ${active.size} payloads bite` : ''}\n`,
    );
    if (!passes) for (const line of [...requests, ...policies].slice(0, 10)) process.stdout.write(`      ${line.slice(0, 200)}\n`);
  }
} finally {
  await browser.close();
  server.close();
}
