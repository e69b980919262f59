import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What the stand-in does with one call. `text` streams `text` in `pieces` server-sent events, the first after `firstDelayMs`.
 * Shapes follow the Gemini REST reference (v1beta): GenerateContentResponse, BatchEmbedContentsResponse, google.rpc.Status.
 */
export type GeminiBehaviour =
  | { kind: 'text'; text: string; pieces?: number; firstDelayMs?: number; pieceDelayMs?: number; finishReason?: string }
  | { kind: 'status'; status: number; retryDelay?: string }
  | { kind: 'hang' }
  | { kind: 'cut'; text: string }
  | { kind: 'empty' }
  | { kind: 'safety' }
  | { kind: 'blocked' }
  | { kind: 'vectors'; vectors: (number | null)[][] };

export interface GeminiCall {
  method: string;
  model: string;
  apiKey: string;
  body: GeminiBody;
  /** True once the client went away before the answer was whole. */
  aborted: boolean;
}

interface GeminiBody {
  contents?: { parts: { text: string }[] }[];
  systemInstruction?: { parts: { text: string }[] };
  generationConfig?: Record<string, unknown>;
  tools?: unknown;
  requests?: { content: { parts: { text: string }[] }; outputDimensionality?: number; taskType?: string }[];
}

export interface GeminiStandIn {
  url: string;
  calls: GeminiCall[];
  /** Behaviours for the calls to come, first first; when none is left `otherwise` decides. */
  script(...behaviours: GeminiBehaviour[]): void;
  otherwise(decide: (call: GeminiCall) => GeminiBehaviour): void;
  close(): Promise<void>;
}

/** A loopback stand-in for the Gemini API that speaks its wire format and does what the script says. */
export async function startGeminiStandIn(port = 0): Promise<GeminiStandIn> {
  const calls: GeminiCall[] = [];
  const scripted: GeminiBehaviour[] = [];
  let decide = (call: GeminiCall): GeminiBehaviour =>
    call.method === 'batchEmbedContents' ? { kind: 'vectors', vectors: hashedVectors(call) } : { kind: 'text', text: '{}' };
  const server = createServer((request, response) => {
    handle(request, response, calls, (call) => scripted.shift() ?? decide(call)).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    script: (...behaviours) => void scripted.push(...behaviours),
    otherwise: (next) => {
      decide = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  calls: GeminiCall[],
  next: (call: GeminiCall) => GeminiBehaviour,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const match = /^\/v1beta\/models\/([^:]+):(\w+)$/.exec(url.pathname);
  const apiKey = String(request.headers['x-goog-api-key'] ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (!match || request.method !== 'POST') return status(response, 404, 'NOT_FOUND');
  if (!apiKey) return status(response, 403, 'PERMISSION_DENIED');
  const call: GeminiCall = {
    method: match[2]!,
    model: match[1]!,
    apiKey,
    body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as GeminiBody,
    aborted: false,
  };
  calls.push(call);
  response.on('close', () => {
    call.aborted = !response.writableFinished;
  });
  await act(next(call), response);
}

async function act(behaviour: GeminiBehaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'status':
      return status(response, behaviour.status, STATUS_NAMES[behaviour.status] ?? 'UNKNOWN', behaviour.retryDelay);
    case 'hang':
      return;
    case 'vectors':
      return json(response, 200, { embeddings: behaviour.vectors.map((values) => ({ values })) });
    case 'blocked':
      return events(response, [{ promptFeedback: { blockReason: 'SAFETY' } }]);
    case 'safety':
      return events(response, [{ candidates: [{ index: 0, finishReason: 'SAFETY', safetyRatings: [] }] }]);
    case 'empty':
      return events(response, [{ candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }] }]);
    case 'cut':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event(piece(behaviour.text)));
      await sleep(10);
      return void response.destroy();
    case 'text':
      return events(response, textEvents(behaviour), behaviour.firstDelayMs, behaviour.pieceDelayMs);
  }
}

function textEvents({ text, pieces = 3, finishReason = 'STOP' }: { text: string; pieces?: number; finishReason?: string }) {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => piece(text.slice(i * size, (i + 1) * size)));
  const usageMetadata = { promptTokenCount: 100, candidatesTokenCount: Math.ceil(text.length / 4), totalTokenCount: 100 };
  return [...parts, { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason }], usageMetadata }];
}

const piece = (text: string) => ({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] } }], modelVersion: 'stand-in' });
const event = (body: unknown) => `data: ${JSON.stringify(body)}\r\n\r\n`;

async function events(response: ServerResponse, bodies: unknown[], firstDelayMs = 0, pieceDelayMs = 0): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  await sleep(firstDelayMs);
  for (const body of bodies) {
    if (response.destroyed) return;
    response.write(event(body));
    if (pieceDelayMs > 0) await sleep(pieceDelayMs);
  }
  response.end();
}

const STATUS_NAMES: Record<number, string> = { 400: 'INVALID_ARGUMENT', 429: 'RESOURCE_EXHAUSTED', 500: 'INTERNAL', 503: 'UNAVAILABLE' };

function status(response: ServerResponse, code: number, name: string, retryDelay?: string): void {
  const details = retryDelay ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }] : undefined;
  json(response, code, { error: { code, message: `Scripted ${code}.`, status: name, details } });
}

function json(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}

/** Texts that share words get vectors that are near: enough for tests that search. */
export function hashedVectors(call: GeminiCall): number[][] {
  return (call.body.requests ?? []).map(({ content, outputDimensionality = 3072 }) => {
    const vector = new Array<number>(outputDimensionality).fill(0);
    for (const word of (content.parts[0]?.text ?? '').toLowerCase().match(/\w+/g) ?? ['-']) {
      const hash = createHash('sha256').update(word).digest();
      vector[hash.readUInt32LE(0) % outputDimensionality]! += 1;
    }
    return vector;
  });
}
