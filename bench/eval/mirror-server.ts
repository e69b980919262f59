import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join, normalize, resolve, sep } from 'node:path';
import { z } from 'zod';

export interface MirrorServer {
  url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  htm: 'text/html',
  html: 'text/html',
  txt: 'text/plain',
  xml: 'application/xml',
};
const INDEX_PAGE = /^\/Archives\/edgar\/data\/(\d+)\/(\d{18})\/(\d{10}-\d{2}-\d{6})-index\.html?$/;

/**
 * Serves a folder laid out like EDGAR (files/, submissions/, Archives/edgar/data/…) on loopback. A filing's index page, which such a folder
 * does not hold, is made from the names in it and the company's submissions; what is not there is a 404.
 */
export async function serveMirror(directory: string): Promise<MirrorServer> {
  const root = resolve(directory);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const index = INDEX_PAGE.exec(path);
    const answer = index ? sendIndexPage(root, index, response) : sendFile(root, path, response);
    answer.catch(() => response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>NoSuchKey</body></html>'));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function sendFile(root: string, path: string, response: ServerResponse): Promise<void> {
  const file = normalize(join(root, path));
  if (!file.startsWith(root + sep)) throw new Error('outside the mirror');
  const { size } = await stat(file);
  const stream = createReadStream(file);
  await new Promise<void>((open, fail) => stream.once('open', () => open()).once('error', fail));
  response.writeHead(200, { 'content-type': TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream', 'content-length': size });
  stream.pipe(response);
}

const submissions = z.object({
  filings: z.object({
    recent: z.object({ accessionNumber: z.array(z.string()), form: z.array(z.string()), primaryDocument: z.array(z.string()) }),
  }),
});

async function sendIndexPage(
  root: string,
  [, cik = '', folder = '', accession = '']: RegExpExecArray,
  response: ServerResponse,
): Promise<void> {
  const json: unknown = JSON.parse(await readFile(join(root, 'submissions', `CIK${cik.padStart(10, '0')}.json`), 'utf8'));
  const { recent } = submissions.parse(json).filings;
  const at = recent.accessionNumber.indexOf(accession);
  const primary = recent.primaryDocument[at];
  const place = join(root, 'Archives/edgar/data', cik, folder);
  const names = (await readdir(place)).filter((name) => name !== 'index.json' && !name.endsWith(`${accession}.txt`));
  names.sort((a, b) => Number(b === primary) - Number(a === primary) || (a < b ? -1 : 1));
  const rows = names.map((name, i) => {
    const type = name === primary ? recent.form[at] : 'EX-99';
    return `<tr><td>${i + 1}</td><td>${type}</td><td><a href="/Archives/edgar/data/${cik}/${folder}/${name}">${name}</a></td><td>${type}</td><td>&nbsp;</td></tr>`;
  });
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<html><body><table class="tableFile">${rows.join('\n')}</table></body></html>`);
}
