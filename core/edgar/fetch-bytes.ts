import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DomainError, errorMessage, ParsingError, TransportError } from '../errors.ts';
import { publicLookup } from './public-address.ts';

export interface FetchedBytes {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
  /** True when the transfer itself proves its end: a length that was told and met, or gzip's trailer. A chunked body that ends early does not. */
  proven: boolean;
}

export interface FetchLimits {
  maxBytes: number;
  totalMs: number;
  /** The longest silence while waiting for bytes. */
  idleMs: number;
  /** Decoded to wire bytes, once the body is larger than `ratioFromBytes`. */
  maxRatio: number;
  ratioFromBytes: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  maxBytes: 64 * 1024 * 1024,
  totalMs: 60_000,
  idleMs: 15_000,
  maxRatio: 100,
  ratioFromBytes: 4 * 1024 * 1024,
};
/** Of an error page no more is read than its phrases need. */
const ERROR_PAGE_BYTES = 256 * 1024;

export type FetchBytes = (url: URL, signal?: AbortSignal) => Promise<FetchedBytes>;

/**
 * GET with everything bounded: time, silence, wire bytes, decoded bytes and their ratio. Redirects and encodings other than gzip are
 * refused. Any status is returned; only transfers that fail throw.
 * @throws {TransportError} EDGAR_UNAVAILABLE (no connection, reset), FETCH_TIMEOUT, DOCUMENT_TRUNCATED (cut in the middle)
 * @throws {ParsingError} FETCH_REJECTED (redirect, encoding, ratio, private address), DOCUMENT_TOO_LARGE
 */
export function createFetchBytes(options: { userAgent: string; publicOnly: boolean; limits?: Partial<FetchLimits> }): {
  fetch: FetchBytes;
  close(): void;
} {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const agentOptions = { keepAlive: true, maxSockets: 16, maxFreeSockets: 8, timeout: 30_000 };
  const agents = { 'http:': new http.Agent(agentOptions), 'https:': new https.Agent(agentOptions) };

  async function once(url: URL, signal: AbortSignal | undefined): Promise<FetchedBytes> {
    signal?.throwIfAborted();
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).get(url, {
      agent: agents[secure ? 'https:' : 'http:'],
      headers: { 'user-agent': options.userAgent, 'accept-encoding': 'gzip', accept: '*/*' },
      ...(options.publicOnly ? { lookup: publicLookup } : {}),
    });
    let reason: unknown;
    let response: http.IncomingMessage | undefined;
    const stop = (why: unknown) => {
      reason ??= why;
      response?.destroy();
      request.destroy(why instanceof Error ? why : undefined);
    };
    const aborted = () => stop(signal?.reason ?? new Error('aborted'));
    const path = url.pathname;
    const total = setTimeout(() => stop(timeout(path, `no complete answer within ${limits.totalMs / 1000} s`)), limits.totalMs);
    request.setTimeout(limits.idleMs, () => stop(timeout(path, `silent for ${limits.idleMs / 1000} s`)));
    signal?.addEventListener('abort', aborted, { once: true });
    try {
      response = await new Promise<http.IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
      return await read(response, path, limits);
    } catch (error) {
      throw reason ?? asDomainError(error, path, response !== undefined, request.reusedSocket);
    } finally {
      clearTimeout(total);
      signal?.removeEventListener('abort', aborted);
      request.on('error', () => undefined);
      if (!response?.complete) request.destroy();
    }
  }

  return {
    fetch: once,
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

async function read(response: http.IncomingMessage, path: string, limits: FetchLimits): Promise<FetchedBytes> {
  const status = response.statusCode ?? 0;
  const { location, 'content-encoding': encoding = 'identity', 'content-length': told } = response.headers;
  if (status >= 300 && status < 400) throw rejected(path, `redirected, which EDGAR does not do (status ${status})`, { location });
  const gzip = encoding === 'gzip' || encoding === 'x-gzip';
  if (!gzip && encoding !== 'identity') throw rejected(path, `in an encoding that was not asked for (${encoding.slice(0, 20)})`);
  const maxBytes = status === 200 ? limits.maxBytes : ERROR_PAGE_BYTES;
  if (status === 200 && Number(told) > maxBytes) throw tooLarge(path, maxBytes, Number(told));

  let wire = 0;
  let decoded = 0;
  let chunks: Buffer[] = [];
  let inflated = false;
  let refusal: ParsingError | undefined;
  let enough = false;
  response.on('data', (chunk: Buffer) => {
    wire += chunk.length;
  });
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      decoded += chunk.length;
      if (decoded > maxBytes) {
        if (status === 200) refusal = tooLarge(path, maxBytes, undefined);
        else enough = true;
        return;
      }
      // A body that blows up is only measured from here on, so that it costs no memory.
      inflated ||= gzip && decoded > limits.ratioFromBytes && decoded > wire * limits.maxRatio;
      if (inflated) chunks = [];
      else chunks.push(chunk);
    }
  };
  const source: Readable = response;
  try {
    await (gzip ? pipeline(source, createGunzip(), collect) : pipeline(source, collect));
  } catch (error) {
    // Leaving a body half-read resets the connection, which is then what the stream complains of.
    if (!enough) throw refusal ?? error;
  }
  if (refusal) throw refusal;
  if (inflated) throw rejected(path, `compressed more than ${limits.maxRatio} to 1`, { decoded, wire });
  return { status, headers: response.headers, bytes: Buffer.concat(chunks), proven: gzip || told !== undefined };
}

const timeout = (path: string, what: string) => new TransportError('FETCH_TIMEOUT', `EDGAR did not answer in time: ${what}.`, { path });
const rejected = (path: string, what: string, details: Record<string, unknown> = {}) =>
  new ParsingError('FETCH_REJECTED', `The answer was refused: it was ${what}.`, { path, ...details });
const tooLarge = (path: string, maxBytes: number, bytes: number | undefined) =>
  new ParsingError('DOCUMENT_TOO_LARGE', `The document is larger than ${maxBytes} bytes.`, { path, maxBytes, bytes });

function asDomainError(error: unknown, path: string, hadResponse: boolean, reusedSocket: boolean): unknown {
  if (error instanceof DomainError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'Z_BUF_ERROR' || (hadResponse && code !== 'Z_DATA_ERROR'))
    return new TransportError('DOCUMENT_TRUNCATED', 'The answer was cut off before its end.', { path, reason: errorMessage(error) });
  if (code === 'Z_DATA_ERROR') return new TransportError('DOCUMENT_UNREADABLE', 'The answer says that it is gzip and is not.', { path });
  // A server may close an idle connection at the very moment that it is used again: nothing was asked yet.
  const stale = reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
  return new TransportError('EDGAR_UNAVAILABLE', 'EDGAR could not be reached.', { path, reason: code ?? errorMessage(error), stale });
}
