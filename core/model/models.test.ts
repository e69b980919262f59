import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryBreakerStore } from '../breaker/memory.ts';
import { createLogger } from '../logger.ts';
import { type GeminiStandIn, startGeminiStandIn } from '../testing/gemini.ts';
import { createModels } from './models.ts';

let gemini: GeminiStandIn;
beforeEach(async () => {
  gemini = await startGeminiStandIn();
});
afterEach(() => gemini.close());

const settings = () => ({
  apiKey: 'k',
  baseUrl: gemini.url,
  model: 'gemini-2.5-flash',
  embeddingModel: 'gemini-embedding-001',
  timeoutMs: 5_000,
});

test('with no key the local models serve, and nothing is generated', async () => {
  const { language, embedding } = createModels(null, { logger: createLogger('silent', 'test') });
  expect(language.generative).toBe(false);
  await expect(language.generate({ system: '', prompt: '' })).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  const [vector] = await embedding.embed(['capital expenditures'], 'QUERY');
  expect(Math.hypot(...vector!)).toBeCloseTo(1, 4);
});

test('five failures of ten open the breaker: then LLM_UNAVAILABLE comes at once and the provider is left alone', async () => {
  gemini.otherwise(() => ({ kind: 'status', status: 503 }));
  const { language, embedding } = createModels(settings(), { logger: createLogger('silent', 'test') });
  for (let i = 0; i < 2; i += 1)
    await expect(language.generate({ system: '', prompt: 'q' })).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  const calls = gemini.calls.length;
  expect(calls).toBe(5);
  const started = performance.now();
  await expect(language.generate({ system: '', prompt: 'q' })).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(performance.now() - started).toBeLessThan(50);
  expect(gemini.calls.length).toBe(calls);
  // Each model has a breaker of its own.
  await expect(embedding.embed(['a'], 'QUERY')).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(gemini.calls.length).toBeGreaterThan(calls);
});

test('thirty seconds later one call is let through', async () => {
  gemini.otherwise(() => ({ kind: 'status', status: 503 }));
  let now = 1_000_000;
  const breakerStore = createMemoryBreakerStore(() => now);
  const { language } = createModels(settings(), { logger: createLogger('silent', 'test'), breakerStore });
  const ask = () => expect(language.generate({ system: '', prompt: 'q' })).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  for (let i = 0; i < 2; i += 1) await ask();
  const calls = gemini.calls.length;
  now += 29_900;
  await ask();
  expect(gemini.calls.length).toBe(calls);
  now += 200;
  await ask();
  expect(gemini.calls.length).toBe(calls + 1);
});

test('answers that cannot be read do not open it', async () => {
  gemini.otherwise(() => ({ kind: 'safety' }));
  const { language } = createModels(settings(), { logger: createLogger('silent', 'test') });
  for (let i = 0; i < 8; i += 1)
    await expect(language.generate({ system: '', prompt: 'q' })).rejects.toMatchObject({ code: 'ANSWER_REJECTED' });
  expect(gemini.calls).toHaveLength(8);
});
