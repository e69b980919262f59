import { FinishReason, type GenerationConfig, GoogleGenerativeAI, type ResponseSchema } from '@google/generative-ai';
import { ParsingError, TransportError } from '../errors.ts';
import { type CallGuard, callProvider } from './provider-call.ts';
import type { GenerateRequest, GenerateResult, LanguageModel } from './types.ts';

export interface GeminiOptions {
  apiKey: string;
  /** Null: Google's own. */
  baseUrl: string | null;
  /** Of one request with all its tries, in milliseconds. */
  timeoutMs: number;
}

/** Longer answers are no answers: the stream is cut there. UTF-16 code units. */
const MAX_OUTPUT_LENGTH = 262_144;

/** Gemini as a language model: streamed, temperature 0, JSON by schema, no tools. */
export function createGeminiLanguage(options: GeminiOptions & { model: string }, guard: CallGuard): LanguageModel {
  const client = new GoogleGenerativeAI(options.apiKey);
  return {
    id: options.model,
    generative: true,
    generate: (request) => {
      let streamed = false;
      return callProvider((signal) => stream(client, options, request, signal, () => (streamed = true)), {
        guard,
        timeoutMs: options.timeoutMs,
        signal: request.signal,
        onRetry: () => {
          if (streamed) request.onRestart?.();
          streamed = false;
        },
      });
    },
  };
}

async function stream(
  client: GoogleGenerativeAI,
  options: GeminiOptions & { model: string },
  request: GenerateRequest,
  signal: AbortSignal,
  onFirstText: () => void,
): Promise<GenerateResult> {
  const stop = new AbortController();
  const model = client.getGenerativeModel(
    { model: options.model, systemInstruction: request.system, generationConfig: generationConfig(options.model, request) },
    options.baseUrl ? { baseUrl: options.baseUrl } : {},
  );
  const result = await model.generateContentStream(request.prompt, { signal: AbortSignal.any([signal, stop.signal]) });
  // The SDK keeps a second reader for the whole answer; unheard, its failure would end the process.
  result.response.catch(() => stop.abort());
  let text = '';
  let finishReason: FinishReason | undefined;
  let blocked: string | undefined;
  let inputTokens = 0;
  let outputTokens = 0;
  for await (const part of result.stream) {
    const candidate = part.candidates?.[0];
    const piece = candidate?.content?.parts?.map((p) => p.text ?? '').join('') ?? '';
    blocked ??= part.promptFeedback?.blockReason;
    finishReason = candidate?.finishReason ?? finishReason;
    inputTokens = part.usageMetadata?.promptTokenCount ?? inputTokens;
    outputTokens = part.usageMetadata?.candidatesTokenCount ?? outputTokens;
    text += piece;
    if (text.length > MAX_OUTPUT_LENGTH) {
      stop.abort();
      throw rejected('The model gave an answer that is too long to be one.', 'TOO_LONG');
    }
    if (piece) {
      onFirstText();
      request.onText?.(piece);
    }
  }
  if (blocked) throw rejected('The model declined the request.', blocked);
  if (finishReason === undefined) throw new TransportError('LLM_UNAVAILABLE', 'The language model broke off in the middle of its answer.');
  if (finishReason !== FinishReason.STOP && finishReason !== FinishReason.MAX_TOKENS)
    throw rejected('The model declined to finish its answer.', finishReason);
  if (text.trim() === '') throw rejected('The model gave an empty answer.', 'EMPTY');
  return { text, model: options.model, inputTokens, outputTokens };
}

function generationConfig(model: string, request: GenerateRequest): GenerationConfig & { thinkingConfig?: { thinkingBudget: number } } {
  return {
    temperature: request.temperature ?? 0,
    maxOutputTokens: request.maxOutputTokens ?? 4096,
    ...(request.schema && { responseMimeType: 'application/json', responseSchema: request.schema as unknown as ResponseSchema }),
    // The answer is checked by code; hidden thinking would only delay its first sentence.
    ...(/2\.5-flash/.test(model) && { thinkingConfig: { thinkingBudget: 0 } }),
  };
}

const rejected = (message: string, reason: string) => new ParsingError('ANSWER_REJECTED', message, { reason });
