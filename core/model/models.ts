import { createMemoryBreakerStore } from '../breaker/memory.ts';
import { type BreakerStore, createBreaker } from '../breaker.ts';
import type { Config } from '../config.ts';
import { DomainError, TransportError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createGeminiEmbedding } from './gemini-embedding.ts';
import { createGeminiLanguage } from './gemini-language.ts';
import { createLocalEmbedding } from './local-embedding.ts';
import { createLocalLanguage } from './local-language.ts';
import type { Models } from './types.ts';

export interface ModelDeps {
  logger: Logger;
  /** Shared between processes where there is one; else each has its own. */
  breakerStore?: BreakerStore;
}

/** Gemini where a key is set, else the local models. Each model has a breaker of its own: 5 failures among 10 calls open it for 30 seconds. */
export function createModels(gemini: Config['gemini'], { logger, breakerStore = createMemoryBreakerStore() }: ModelDeps): Models {
  if (!gemini) return { language: createLocalLanguage(), embedding: createLocalEmbedding() };
  const guard = (name: string) => createBreaker({ name, store: breakerStore, logger, policy: { ...POLICY, probeMs: gemini.timeoutMs } });
  return {
    language: createGeminiLanguage(gemini, guard('The language model')),
    embedding: createGeminiEmbedding(gemini, guard('The embedding model')),
  };
}

const POLICY = {
  failures: 5,
  of: 10,
  openMs: 30_000,
  code: 'LLM_UNAVAILABLE',
  // An answer that we cannot read shows that the provider is there; anything else that fails is its failure.
  verdict: (error: unknown) => (error instanceof DomainError && !(error instanceof TransportError) ? 'SUCCESS' : 'FAILURE'),
} as const;
