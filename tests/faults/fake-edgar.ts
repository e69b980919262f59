import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { dailyIndex, feed, folder, submissions, tickers } from '../../samples/edgar-pages.ts';
import type { SampleCompany } from '../../samples/filings.ts';

export interface EdgarFault {
  path: RegExp;
  /** Of so many requests; for ever unless told. */
  times?: number;
  kind: 'status' | 'reset' | 'cut' | 'short' | 'drip' | 'image';
  status?: number;
  body?: string;
  headers?: Record<string, string>;
}

export interface FakeEdgar {
  readonly url: string;
  readonly port: number;
  companies: SampleCompany[];
  /** Accession numbers that are not there yet. */
  readonly held: Set<string>;
  faults: EdgarFault[];
  /** Each request, in milliseconds of this process's clock. */
  readonly calls: { at: number; path: string; faulted: boolean }[];
  maxPerSecond(): number;
  /** Changes what the feed and the daily index show, as EDGAR's own do. */
  feedFilter: (companies: SampleCompany[]) => SampleCompany[];
  indexFilter: (companies: SampleCompany[], day: string) => SampleCompany[] | null;
  close(): Promise<void>;
}

/** A scripted EDGAR over fictional filings, with a log of every call. */
export async function startFakeEdgar(port = 0): Promise<FakeEdgar> {
  const edgar: Omit<FakeEdgar, 'url' | 'port' | 'close'> = {
    companies: [],
    held: new Set(),
    faults: [],
    calls: [],
    feedFilter: (companies) => companies,
    indexFilter: (companies) => companies,
    maxPerSecond: () => {
      let most = 0;
      let from = 0;
      for (const [index, { at }] of edgar.calls.entries()) {
        while ((edgar.calls[from]?.at ?? at) <= at - 1_000) from += 1;
        most = Math.max(most, index - from + 1);
      }
      return most;
    },
  };
  const visible = () =>
    edgar.companies.map((company) => ({
      ...company,
      filings: company.filings.filter(({ accessionNumber }) => !edgar.held.has(accessionNumber)),
    }));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const fault = edgar.faults.find(({ path, times }) => path.test(url.pathname) && times !== 0);
    edgar.calls.push({ at: performance.now(), path: url.pathname, faulted: fault !== undefined });
    if (fault?.times !== undefined) fault.times -= 1;
    const answer = page(visible(), url, edgar);
    void respond(response, answer, fault).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : 0;
  return Object.assign(edgar, {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

interface Page {
  status: number;
  type: string;
  body: string | Buffer;
}

const absent: Page = { status: 404, type: 'application/xml', body: '<Error><Code>NoSuchKey</Code></Error>' };

function page(companies: SampleCompany[], url: URL, edgar: Pick<FakeEdgar, 'feedFilter' | 'indexFilter'>): Page {
  const path = url.pathname;
  const json = (value: unknown): Page => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
  if (path === '/files/company_tickers.json') return json(tickers(companies));
  if (path === '/cgi-bin/browse-edgar') return feed(edgar.feedFilter(companies), url.searchParams);
  const filer = /^\/submissions\/CIK(\d{10})\.json$/.exec(path);
  if (filer) {
    const company = companies.find(({ cik }) => cik === Number(filer[1]));
    return company ? json(submissions(company)) : absent;
  }
  const day = /master\.(\d{8})\.idx$/.exec(path)?.[1];
  if (day) {
    const listed = edgar.indexFilter(companies, day);
    return (listed && dailyIndex(listed, day)) ?? { ...absent, status: 403 };
  }
  const file = /^\/Archives\/edgar\/data\/(\d+)\/(\d{18})\/([\w.-]+)$/.exec(path);
  const company = companies.find(({ cik }) => cik === Number(file?.[1]));
  const filing = company?.filings.find(({ accessionNumber }) => accessionNumber.replaceAll('-', '') === file?.[2]);
  return (company && filing && folder(company, filing, file?.[3] ?? '')) ?? absent;
}

async function respond(response: ServerResponse, answer: Page, fault?: EdgarFault): Promise<void> {
  const body = Buffer.from(answer.body);
  const head = { 'content-type': answer.type, ...fault?.headers };
  switch (fault?.kind) {
    case 'reset':
      response.destroy();
      return;
    case 'status':
      response.writeHead(fault.status ?? 503, { ...head, 'content-type': 'text/html' }).end(fault.body ?? 'Service Unavailable');
      return;
    case 'image':
      response.writeHead(200, { ...head, 'content-type': 'image/png', 'content-length': body.length }).end(body);
      return;
    case 'cut':
      response.writeHead(200, { ...head, 'content-length': body.length });
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    case 'short':
      // Chunked, and it ends cleanly: only the missing end tells.
      response.writeHead(200, head);
      response.end(body.subarray(0, Math.floor(body.length / 2)));
      return;
    case 'drip':
      response.writeHead(200, { ...head, 'content-length': body.length });
      for (const byte of body) {
        if (response.destroyed) return;
        response.write(Buffer.of(byte));
        await sleep(100);
      }
      response.end();
      return;
    default:
      response.writeHead(answer.status, { ...head, 'content-length': body.length }).end(body);
  }
}
