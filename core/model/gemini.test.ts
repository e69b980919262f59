import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GeminiStandIn, startGeminiStandIn } from '../testing/gemini.ts';
import { createGeminiEmbedding } from './gemini-embedding.ts';
import { createGeminiLanguage } from './gemini-language.ts';
import type { CallGuard } from './provider-call.ts';

const open: CallGuard = { run: (call) => call() };
let gemini: GeminiStandIn;
beforeEach(async () => {
  gemini = await startGeminiStandIn();
});
afterEach(() => gemini.close());

const language = (timeoutMs = 5_000) =>
  createGeminiLanguage({ apiKey: 'test-key', baseUrl: gemini.url, timeoutMs, model: 'gemini-2.5-flash' }, open);
const embedding = () =>
  createGeminiEmbedding({ apiKey: 'test-key', baseUrl: gemini.url, timeoutMs: 5_000, embeddingModel: 'gemini-embedding-001' }, open);
const ask = { system: 'Answer in JSON.', prompt: 'Filing… Question?' };

test('streams text, sends the schema, no tools, and reports tokens', async () => {
  gemini.script({ kind: 'text', text: '{"a":"b"}', pieces: 3 });
  const pieces: string[] = [];
  const result = await language().generate({ ...ask, schema: { type: 'object' }, onText: (text) => pieces.push(text) });
  expect(result).toMatchObject({ text: '{"a":"b"}', model: 'gemini-2.5-flash', inputTokens: 100 });
  expect(pieces).toEqual(['{"a', '":"', 'b"}']);
  const call = gemini.calls[0]!;
  expect(call.body.generationConfig).toMatchObject({
    temperature: 0,
    responseMimeType: 'application/json',
    responseSchema: { type: 'object' },
  });
  expect(call.body.tools).toBeUndefined();
  expect(call.body.systemInstruction?.parts[0]?.text).toBe('Answer in JSON.');
});

test('tries again after 429 and 503 and answers at the third try', async () => {
  gemini.script({ kind: 'status', status: 429, retryDelay: '0.05s' }, { kind: 'status', status: 503 }, { kind: 'text', text: '{}' });
  await expect(language().generate(ask)).resolves.toMatchObject({ text: '{}' });
  expect(gemini.calls).toHaveLength(3);
});

test('gives up after three tries with LLM_UNAVAILABLE and names no address', async () => {
  gemini.otherwise(() => ({ kind: 'status', status: 500 }));
  const error = await language()
    .generate(ask)
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'LLM_UNAVAILABLE', retryable: true });
  expect((error as Error).message).not.toContain('127.0.0.1');
  expect(gemini.calls).toHaveLength(3);
});

test('does not try again what the provider will never accept', async () => {
  gemini.otherwise(() => ({ kind: 'status', status: 400 }));
  await expect(language().generate(ask)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(gemini.calls).toHaveLength(1);
});

test('a model that hangs ends at the deadline', async () => {
  gemini.script({ kind: 'hang' });
  const started = Date.now();
  await expect(language(300).generate(ask)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(Date.now() - started).toBeLessThan(1_500);
});

test('a stream that is cut starts over and voids what was streamed', async () => {
  gemini.script({ kind: 'cut', text: '{"sen' }, { kind: 'text', text: '{"ok":1}', pieces: 1 });
  let text = '';
  const result = await language().generate({
    ...ask,
    onText: (piece) => {
      text += piece;
    },
    onRestart: () => {
      text = '';
    },
  });
  expect(result.text).toBe('{"ok":1}');
  expect(text).toBe('{"ok":1}');
});

test('an empty candidate, a safety stop and a blocked prompt are rejected answers, not outages', async () => {
  for (const kind of ['empty', 'safety', 'blocked'] as const) {
    gemini.script({ kind });
    await expect(language().generate(ask)).rejects.toMatchObject({ code: 'ANSWER_REJECTED' });
  }
  expect(gemini.calls).toHaveLength(3);
});

test('an answer of a megabyte is cut off and rejected', async () => {
  gemini.script({ kind: 'text', text: 'x'.repeat(1_048_576), pieces: 64 });
  await expect(language().generate(ask)).rejects.toMatchObject({ code: 'ANSWER_REJECTED' });
});

test('an abort by the caller reaches the provider within a second', async () => {
  gemini.script({ kind: 'hang' });
  const caller = new AbortController();
  const pending = language().generate({ ...ask, signal: caller.signal });
  setTimeout(() => caller.abort(new Error('closed the tab')), 100);
  await expect(pending).rejects.toThrow('closed the tab');
  await expect.poll(() => gemini.calls[0]?.aborted, { timeout: 1_000 }).toBe(true);
});

test('embeds in batches of a hundred with 384 dimensions of unit length', async () => {
  const vectors = await embedding().embed(
    Array.from({ length: 130 }, (_, i) => `passage ${i}`),
    'PASSAGE',
  );
  expect(vectors).toHaveLength(130);
  expect(gemini.calls.map((call) => call.body.requests?.length)).toEqual([100, 30]);
  expect(gemini.calls[0]?.body.requests?.[0]).toMatchObject({ outputDimensionality: 384, taskType: 'RETRIEVAL_DOCUMENT' });
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

test('a vector of the wrong length, of zeros or with null is rejected', async () => {
  for (const vector of [[1, 2, 3], new Array(384).fill(0), [...new Array(383).fill(1), null]]) {
    gemini.script({ kind: 'vectors', vectors: [vector] });
    await expect(embedding().embed(['a'], 'QUERY')).rejects.toMatchObject({ code: 'ANSWER_REJECTED' });
  }
});
