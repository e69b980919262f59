import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { dailyIndex, feed, folder, submissions, tickers } from './edgar-pages.ts';
import { loadSampleFilings, type SampleCompany, type SampleFiling } from './filings.ts';

export interface SampleEdgar {
  /** The one origin that stands for www.sec.gov and data.sec.gov: a value for EDGAR_URL. */
  url: string;
  /** A held filing appears, accepted now. @throws when no sample has this number */
  release(accessionNumber: string): void;
  close(): Promise<void>;
}

/**
 * A small EDGAR over the sample filings, on loopback. It answers the paths that Gravity asks for as EDGAR answers them: ticker map,
 * submissions, a filing's folder, daily master index and latest-filings feed; 403 without a contact in the User-Agent.
 * `hold`: accession numbers (or `all`) that are not there until released.
 */
export async function startSampleEdgar(options: { port?: number; hold?: readonly string[] | 'all' } = {}): Promise<SampleEdgar> {
  const companies = await loadSampleFilings();
  const known = new Map(companies.flatMap((company) => company.filings.map((filing) => [filing.accessionNumber, filing] as const)));
  const held = new Set(options.hold === 'all' ? known.keys() : options.hold);
  const visible = (): SampleCompany[] =>
    companies.map((company) => ({ ...company, filings: company.filings.filter(({ accessionNumber }) => !held.has(accessionNumber)) }));

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = /\S+@\S+/.test(request.headers['user-agent'] ?? '') ? page(visible(), url) : UNDECLARED;
    send(request, response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    release(accessionNumber) {
      const filing = known.get(accessionNumber);
      if (!filing) throw new Error(`No sample filing has the accession number ${accessionNumber}.`);
      if (held.delete(accessionNumber)) acceptNow(filing);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
}

const UNDECLARED: Answer = {
  status: 403,
  type: 'text/html',
  body: '<html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title></head></html>',
};
const ABSENT: Answer = { status: 404, type: 'application/xml', body: '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>' };
const DENIED: Answer = { status: 403, type: 'application/xml', body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>' };

function page(companies: SampleCompany[], url: URL): Answer {
  const path = url.pathname;
  if (path === '/files/company_tickers.json') return json(tickers(companies));
  if (path === '/cgi-bin/browse-edgar' && url.searchParams.get('action') === 'getcurrent') return feed(companies, url.searchParams);
  const filer = /^\/submissions\/CIK(\d{10})\.json$/.exec(path);
  if (filer) {
    const company = companies.find(({ cik }) => cik === Number(filer[1]));
    return company ? json(submissions(company)) : ABSENT;
  }
  const day = /^\/Archives\/edgar\/daily-index\/\d{4}\/QTR\d\/master\.(\d{8})\.idx$/.exec(path);
  if (day) return dailyIndex(companies, day[1] as string) ?? DENIED;
  const file = /^\/Archives\/edgar\/data\/(\d+)\/(\d{18})\/([\w.-]+)$/.exec(path);
  if (file) {
    const company = companies.find(({ cik }) => cik === Number(file[1]));
    const filing = company?.filings.find(({ accessionNumber }) => accessionNumber.replaceAll('-', '') === file[2]);
    return (company && filing && folder(company, filing, file[3] as string)) ?? ABSENT;
  }
  return ABSENT;
}

const json = (value: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });

function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  const zip = status === 200 && body.length > 1024 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const bytes = zip ? gzipSync(body, { level: 1 }) : Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    ...(zip ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Acceptance is an Eastern wall clock, as in EDGAR's headers. */
function acceptNow(filing: SampleFiling): void {
  const eastern = new Date().toLocaleString('sv-SE', { timeZone: 'America/New_York' }).replace(' ', 'T');
  filing.acceptedAt = eastern;
  filing.filedAt = eastern.slice(0, 10);
}
