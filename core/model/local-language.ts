import { TransportError } from '../errors.ts';
import type { LanguageModel } from './types.ts';

/** Stands where no generative model is set: the answer's own extractive writer serves, nothing is generated. */
export function createLocalLanguage(): LanguageModel {
  return {
    id: 'local-extractive-1',
    generative: false,
    generate: () => Promise.reject(new TransportError('LLM_UNAVAILABLE', 'No language model is set up: set GEMINI_API_KEY to use one.')),
  };
}
