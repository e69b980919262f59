import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Gate } from './browser.ts';
import type { Product } from './product.ts';

export interface World {
  page: Page;
  gate: Gate;
  /** Null when the product runs elsewhere and nothing of it can be moved. */
  product: Product | null;
}

/** What a user does, in order: a later check may build on an earlier one. */
export const checks: Record<string, (world: World) => Promise<void>> = {
  'the feed lists filings and filters them by form': async ({ page }) => {
    await page.goto('/');
    await page.getByText('connected', { exact: true }).waitFor();
    const rows = page.locator('main a[href^="/filings/"]');
    await rows.first().waitFor();
    await page.getByLabel('Form', { exact: true }).selectOption('10-K');
    await page.waitForURL('**/?form=10-K');
    await page.waitForFunction(() => {
      const forms = [...document.querySelectorAll('main a[href^="/filings/"] > span:first-child')].map((one) => one.textContent ?? '');
      return forms.length > 0 && forms.every((form) => form.startsWith('10-K'));
    });
    await page.goBack();
    await page.waitForFunction(() => !document.location.search);
  },

  'a watchlist is made, and a new filing of it arrives without a reload': async ({ page, product }) => {
    if (!product) return;
    await page.goto('/watchlists');
    await page.getByLabel('Name', { exact: true }).fill('Instruments');
    await page.getByLabel('Tickers', { exact: true }).fill(product.ticker);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Instruments' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Mistaken');
    await page.getByLabel('Tickers', { exact: true }).fill('NOPE');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('No company is listed as NOPE').waitFor();
    await page.getByRole('link', { name: 'Feed' }).click();
    await page.getByLabel('Watchlist', { exact: true }).selectOption({ label: 'Instruments' });
    await page.getByText('connected', { exact: true }).waitFor();
    product.release(product.held[0]);
    const link = `a[href="/filings/${product.held[0]}"]`;
    await page.locator(`ul ${link}`).waitFor({ timeout: 60_000 });
    await page.locator(`ul ${link}`, { hasText: 'INDEXED' }).waitFor({ timeout: 60_000 });
    await page.locator(`ol ${link}`, { hasText: 'INDEXED' }).waitFor();
  },

  'what happens while the socket is cut is caught up on, event by event': async ({ page, gate, product }) => {
    if (!product) return;
    const path = `/filings/${product.held[1]}`;
    await gate.shut();
    product.release(product.held[1]);
    await page.getByText('Connection lost').waitFor();
    await untilIndexed(page, product.held[1]);
    assert.equal(await page.locator(`ol a[href="${path}"]`).count(), 0, 'an event came through a cut socket');
    gate.open();
    await page.locator(`ul a[href="${path}"]`, { hasText: 'INDEXED' }).waitFor();
    await page.locator(`ol a[href="${path}"]`, { hasText: 'INDEXED' }).waitFor();
    const statuses = await page.locator(`ol a[href="${path}"] > span:last-child`).allInnerTexts();
    assert.deepEqual(statuses, ['INDEXED', 'ANALYZED', 'INGESTED', 'DISCOVERED']);
    await page.getByText('Connection lost').waitFor({ state: 'detached' });
  },

  'a filing shows its figures, and a section opens as filed at its anchor': async ({ page }) => {
    await page.goto('/?form=10-K');
    await page.locator('main a[href^="/filings/"]').first().click();
    await page.getByRole('heading', { name: 'Key figures' }).waitFor();
    await page.getByRole('button', { name: 'Risk Factors' }).first().click();
    await page.waitForURL('**section=**');
    assert.match((await page.locator('iframe').getAttribute('src')) ?? '', /#.+/, 'the frame has no anchor');
    await page
      .frameLocator('iframe')
      .getByText(/risk factors/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByRole('region', { name: /^Text of/ }).waitFor();
  },

  'an answer comes step by step, and its citation opens the passage it quotes': async ({ page }) => {
    await page.goto('/ask');
    await page.getByLabel('Question', { exact: true }).fill("What was Larkfield Instruments's total revenue in fiscal 2025?");
    await page.keyboard.press('Enter');
    const citation = page.getByRole('list', { name: 'Evidence' }).getByRole('link').first();
    await page.getByRole('heading', { name: 'What the numbers stand on' }).waitFor({ timeout: 60_000 });
    const quoted = (await citation.locator('span').last().innerText()).replace(/^“|”$/g, '');
    await citation.click();
    const mark = page.locator('mark');
    await mark.waitFor();
    assert.equal(flat(await mark.innerText()), flat(quoted));
    await page.waitForFunction(() => {
      const box = document.querySelector('mark')?.getBoundingClientRect();
      return box && box.top >= 0 && box.bottom <= innerHeight;
    });
    const at = new URL(page.url()).searchParams;
    const text = await documentText(page, at.get('document') ?? '');
    assert.equal(text.slice(Number(at.get('from')), Number(at.get('to'))), await mark.evaluate((one) => one.textContent));
  },

  'a number leads to the fact it stands on': async ({ page }) => {
    await page.goBack();
    const number = page.locator('a[href^="#number-"]').first();
    await number.click();
    const row = page.locator(`[id="${((await number.getAttribute('href')) ?? '').slice(1)}"]`);
    await row.getByRole('link').first().click();
    await page.locator('mark').waitFor();
    assert.match(await page.locator('mark').innerText(), /\d/);
    await page.goBack();
  },

  'closing the page cancels the question that is worked on': async ({ page }) => {
    const tab = await page.context().newPage();
    // A page that closes tells nobody of its requests: what it sends is noted where the other page can read it.
    await tab.addInitScript(() => {
      const send = window.fetch;
      window.fetch = (address, options) => {
        if (String(options?.body).includes('CancelQuestion')) localStorage.setItem('cancelled', String(options?.keepalive));
        return send(address, options);
      };
    });
    // The answer is held back, as by a slow model.
    await tab.route('**/graphql', async (route) => {
      const { operationName } = (route.request().postDataJSON() ?? {}) as { operationName?: string };
      if (operationName !== 'Question') return route.fallback();
      const response = await route.fetch();
      const body = (await response.json()) as { data: { question: Record<string, unknown> } };
      Object.assign(body.data.question, { status: 'RUNNING', answer: null });
      return route.fulfill({ response, json: body });
    });
    await tab.goto('/ask');
    await tab.getByLabel('Question', { exact: true }).fill("What was Larkfield Instruments's gross margin in fiscal 2025?");
    await tab.keyboard.press('Enter');
    await tab.getByRole('button', { name: 'Cancel' }).waitFor({ timeout: 60_000 });
    await tab.close({ runBeforeUnload: true });
    await page.waitForFunction(() => localStorage.getItem('cancelled') === 'true', undefined, { timeout: 5_000 });
  },

  'what cannot be answered is refused, with what was searched': async ({ page }) => {
    await page.goto('/ask');
    await page
      .getByLabel('Question', { exact: true })
      .fill('What was the total revenue of Nonexistent Widgets Corporation in fiscal 2025?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('What to do:').waitFor({ timeout: 60_000 });
  },

  'a search finds passages that open in the reader': async ({ page }) => {
    await page.goto('/');
    await page.locator('main a[href^="/filings/"]').first().waitFor();
    await page.keyboard.press('/');
    await page.waitForURL('**/search');
    await page.keyboard.type('single supplier');
    await page.keyboard.press('Enter');
    await page.locator('main ol a').first().click();
    await page.locator('mark').waitFor();
  },

  'a standing question is answered, and deleted': async ({ page, product }) => {
    if (!product) return;
    await page.goto('/watchlists');
    await page.getByLabel('Standing question').fill('What was total revenue in fiscal 2025?');
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();
    const standing = page.locator('li', { hasText: 'What was total revenue in fiscal 2025?' });
    await standing.getByText(/· asked [A-Z]/).waitFor({ timeout: 60_000 });
    await standing.getByRole('button').click();
    await standing.waitFor({ state: 'detached' });
  },

  'a document of one’s own is uploaded and read': async ({ page }) => {
    await page.goto('/documents');
    await page.locator('input[type=file]').setInputFiles({
      name: 'memo.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Channel memo\n\nOur dealers report that calibration orders doubled in the northern region during May.\n'),
    });
    await page.getByText('memo.txt').waitFor();
    await page.getByText('ready: search and ask read it').waitFor({ timeout: 60_000 });
  },

  'a lost connection is said, and mends itself': async ({ page, product }) => {
    if (!product) return;
    await page.goto('/');
    await page.getByText('connected', { exact: true }).waitFor();
    const restarted = product.restart(3_000);
    await page.getByText('Connection lost').waitFor();
    await restarted;
    await page.getByText('Connection lost').waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByText('connected', { exact: true }).waitFor();
    await page.locator('main a[href^="/filings/"]').first().waitFor();
  },

  'a server that asks for a key is signed in to and out of': async ({ page, product }) => {
    if (!product) return;
    await product.restart(0, { asksForKey: true });
    await page.goto('/');
    await page.getByLabel('API key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The key was not accepted.').waitFor();
    await page.getByLabel('API key').fill(await product.createKey());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('connected', { exact: true }).waitFor();
    await page.locator('main a[href^="/filings/"]').first().waitFor();
    await page.reload();
    await page.locator('main a[href^="/filings/"]').first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
};

const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

async function untilIndexed(page: Page, accessionNumber: string): Promise<void> {
  for (;;) {
    const data = await ask<{ filing: { status: string } | null }>(
      page,
      'query ($of: String!) { filing(accessionNumber: $of) { status } }',
      {
        of: accessionNumber,
      },
    );
    if (data.filing?.status === 'INDEXED') return;
    await page.waitForTimeout(500);
  }
}

async function documentText(page: Page, name: string): Promise<string> {
  const of = new URL(page.url()).pathname.split('/').pop();
  const query = 'query ($of: String!, $name: String!) { filing(accessionNumber: $of) { document(name: $name) { text } } }';
  return (await ask<{ filing: { document: { text: string } } }>(page, query, { of, name })).filing.document.text;
}

async function ask<T>(page: Page, query: string, variables: Record<string, unknown>): Promise<T> {
  const response = await page.request.post('/graphql', { data: { query, variables } });
  return ((await response.json()) as { data: T }).data;
}
