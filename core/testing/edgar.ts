import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** What the scripted server does with one request. Everything it sends is what a real server could send. */
export type Reply =
  | {
      status?: number;
      body: string | Buffer;
      type?: string;
      headers?: Record<string, string>;
      gzip?: boolean;
      encoding?: string;
      delayMs?: number;
    }
  /** Announces the whole length, sends a part, cuts the connection. */
  | { cut: number; body: string | Buffer }
  /** Chunked, ends cleanly after a part. */
  | { short: number; body: string | Buffer; type?: string; gzip?: boolean }
  /** One byte at a time, for ever. */
  | { drip: number }
  /** Closes the connection without an answer. */
  | { reset: true }
  /** Takes the request and says nothing. */
  | { hang: true }
  | { redirect: string }
  /** `bytes` zeros, as gzip or not, streamed as fast as they are taken. */
  | { flood: number; gzip?: boolean };

export interface ScriptedEdgar {
  url: string;
  /** Each request is answered by the first reply left in its path's script; the last one is kept. Other paths are 404. */
  on(path: string, ...replies: Reply[]): void;
  /** Requests in order of arrival. `at` in milliseconds, monotonic. */
  readonly requests: { path: string; headers: IncomingMessage['headers']; at: number }[];
  /** The most requests that arrived within any second. */
  maxPerSecond(): number;
  close(): Promise<void>;
}

export const THROTTLE_PAGE =
  '<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>Your request rate is too high.</body></html>';
export const ACCESS_DENIED = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>';

/** An HTTP server on loopback that answers by script, with the faults that EDGAR and the network between have. */
export async function startScriptedEdgar(): Promise<ScriptedEdgar> {
  const scripts = new Map<string, Reply[]>();
  const requests: ScriptedEdgar['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers, at: performance.now() });
    const script = scripts.get(path);
    const reply: Reply = (script && (script.length > 1 ? script.shift() : script[0])) ?? {
      status: 404,
      body: 'NoSuchKey',
      type: 'application/xml',
    };
    void answer(reply, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    on(path, ...replies) {
      scripts.set(path, replies);
    },
    requests,
    maxPerSecond: () => Math.max(0, ...requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + 1000).length)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(reply: Reply, response: ServerResponse): Promise<void> {
  if ('reset' in reply) return void response.destroy();
  if ('hang' in reply) return;
  if ('redirect' in reply) return void response.writeHead(301, { location: reply.redirect }).end();
  if ('drip' in reply) {
    response.writeHead(200, { 'content-type': 'text/html' });
    while (response.writable) {
      response.write('a');
      await sleep(reply.drip);
    }
    return;
  }
  if ('flood' in reply) return flood(reply, response);
  if ('cut' in reply) {
    const bytes = Buffer.from(reply.body);
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': bytes.length });
    response.write(bytes.subarray(0, Math.floor(bytes.length * reply.cut)), () => response.destroy());
    return;
  }
  const { type = 'text/html', gzip = false } = reply;
  const encoded = gzip ? gzipSync(reply.body) : Buffer.from(reply.body);
  if ('short' in reply) {
    const part = encoded.subarray(0, Math.floor(encoded.length * reply.short));
    response.writeHead(200, { 'content-type': type, ...(gzip ? { 'content-encoding': 'gzip' } : {}) });
    response.write(part.subarray(0, part.length >> 1));
    response.end(part.subarray(part.length >> 1));
    return;
  }
  if (reply.delayMs) await sleep(reply.delayMs);
  const encoding = reply.encoding ?? (gzip ? 'gzip' : undefined);
  response.writeHead(reply.status ?? 200, {
    'content-type': type,
    'content-length': encoded.length,
    ...(encoding ? { 'content-encoding': encoding } : {}),
    ...reply.headers,
  });
  response.end(encoded);
}

async function flood(reply: { flood: number; gzip?: boolean }, response: ServerResponse): Promise<void> {
  if (reply.gzip) {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    return void response.end(gzipSync(Buffer.alloc(reply.flood), { level: 9 }));
  }
  response.writeHead(200, { 'content-type': 'text/html' });
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  for (let sent = 0; sent < reply.flood && response.writable; sent += chunk.length)
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  response.end();
}

export interface ScriptedFiling {
  cik: number;
  accessionNumber: string;
  form: string;
  documents: { name: string; type: string; body: string | Buffer; size?: number }[];
  /** Whether the headers page lists the documents, as EDGAR's does. */
  listed?: boolean;
}

/** Puts a filing's folder on the server and returns its path, to script faults over single files. */
export function scriptFiling(edgar: ScriptedEdgar, filing: ScriptedFiling): string {
  const { accessionNumber, form, documents } = filing;
  const folder = `/Archives/edgar/data/${filing.cik}/${accessionNumber.replaceAll('-', '')}`;
  const heads = documents.map(
    ({ name, type }, i) => `&lt;DOCUMENT&gt;\n&lt;TYPE&gt;${type}\n&lt;SEQUENCE&gt;${i + 1}\n&lt;FILENAME&gt;${name}\n&lt;TEXT&gt;\n`,
  );
  const header = [
    `&lt;SEC-HEADER&gt;${accessionNumber}.hdr.sgml : 20251114`,
    '&lt;ACCEPTANCE-DATETIME&gt;20251114163102',
    `ACCESSION NUMBER:\t\t${accessionNumber}`,
    `CONFORMED SUBMISSION TYPE:\t${form}`,
    'FILED AS OF DATE:\t\t20251114',
    '',
    'FILER:',
    '\tCOMPANY DATA:',
    '\t\tCOMPANY CONFORMED NAME:\t\tLARKFIELD INSTRUMENTS, INC.',
    `\t\tCENTRAL INDEX KEY:\t\t${String(filing.cik).padStart(10, '0')}`,
    '&lt;/SEC-HEADER&gt;',
    '',
  ].join('\n');
  const rows = documents.map(
    ({ name, type, body, size }, i) =>
      `<tr><td>${i + 1}</td><td>${type}</td><td><a href="/ix?doc=${folder}/${name}">${name}</a> iXBRL</td><td>${type}</td><td>${size ?? Buffer.byteLength(body)}</td></tr>`,
  );
  edgar.on(`${folder}/${accessionNumber}-index-headers.html`, {
    body: `<html><body><pre>${header}${filing.listed === false ? '' : heads.join('')}</pre></body></html>`,
  });
  edgar.on(`${folder}/${accessionNumber}-index.htm`, {
    body: `<html><body><table class="tableFile"><tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>${rows.join('')}</table></body></html>`,
  });
  for (const { name, body } of documents) edgar.on(`${folder}/${name}`, { body, type: name.endsWith('.xml') ? 'text/xml' : 'text/html' });
  return folder;
}
