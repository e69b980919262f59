import { type EmbedContentRequest, GoogleGenerativeAI, TaskType } from '@google/generative-ai';
import { ParsingError } from '../errors.ts';
import type { GeminiOptions } from './gemini-language.ts';
import { type CallGuard, callProvider } from './provider-call.ts';
import type { EmbeddingModel } from './types.ts';
import { unitVector } from './unit-vector.ts';

/** The provider's limit of texts in one call. */
const BATCH = 100;
const DIMENSIONS = 384;

/** Shortened vectors are not of unit length: they are made so here. Source: Gemini API, "Embeddings: output dimensions" */
export function createGeminiEmbedding(options: GeminiOptions & { embeddingModel: string }, guard: CallGuard): EmbeddingModel {
  const client = new GoogleGenerativeAI(options.apiKey);
  const model = client.getGenerativeModel({ model: options.embeddingModel }, options.baseUrl ? { baseUrl: options.baseUrl } : {});
  return {
    id: `${options.embeddingModel}-${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    async embed(texts, kind, signal) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += BATCH) {
        const batch = texts.slice(start, start + BATCH);
        const requests = batch.map((text) => request(text, kind));
        const answer = await callProvider((either) => model.batchEmbedContents({ requests }, { signal: either }), {
          guard,
          timeoutMs: options.timeoutMs,
          signal,
        });
        if (answer.embeddings?.length !== batch.length)
          throw new ParsingError('ANSWER_REJECTED', 'The embedding model gave another number of vectors than it was asked for.', {
            asked: batch.length,
            got: answer.embeddings?.length ?? 0,
          });
        for (const { values } of answer.embeddings) vectors.push(unitVector(values, DIMENSIONS));
      }
      return vectors;
    },
  };
}

/** The SDK's type does not know `outputDimensionality` yet; its code passes it on. */
function request(text: string, kind: 'QUERY' | 'PASSAGE'): EmbedContentRequest & { outputDimensionality: number } {
  return {
    content: { role: 'user', parts: [{ text }] },
    taskType: kind === 'QUERY' ? TaskType.RETRIEVAL_QUERY : TaskType.RETRIEVAL_DOCUMENT,
    outputDimensionality: DIMENSIONS,
  };
}
