import { type Browser, type ConsoleMessage, chromium, type Page, type WebSocketRoute } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: ARGS });

/** The way of a page's sockets to the server. */
export interface Gate {
  /** Cuts the sockets that are open, and any new one until `open`. */
  shut(): Promise<void>;
  open(): void;
}

/** A page of a new visitor; whatever goes wrong in it (console errors, refused policies, exceptions, 4xx and 5xx) is added to `problems`. */
export async function openPage(browser: Browser, baseURL: string, problems: string[]): Promise<{ page: Page; gate: Gate }> {
  const context = await browser.newContext({
    baseURL,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  page.setDefaultTimeout(30_000);
  const sockets = new Set<WebSocketRoute>();
  let isShut = false;
  const cut = (socket: WebSocketRoute) => socket.close({ code: 3000, reason: 'cut by the test' });
  await page.routeWebSocket('**/graphql', (socket) => {
    if (isShut) return void cut(socket);
    socket.connectToServer();
    sockets.add(socket);
  });
  const gate: Gate = {
    async shut() {
      isShut = true;
      await Promise.all([...sockets].map(cut));
      sockets.clear();
    },
    open() {
      isShut = false;
    },
  };
  return { page, gate };
}
