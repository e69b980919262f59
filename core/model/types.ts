/** A language model. Prompts are ours; its output is checked in code and never trusted. */
export interface LanguageModel {
  /** As receipts name it: `gemini-2.5-flash`, `local-extractive-1`. */
  readonly id: string;
  /** False: extractive only; callers then use their own writer and never call `generate`. */
  readonly generative: boolean;
  /**
   * JSON text by `schema` (JSON schema). Streams chunks to `onText` as they come.
   * @throws {TransportError} LLM_UNAVAILABLE; {ParsingError} ANSWER_REJECTED when the model gave nothing that can be read (blocked,
   * empty, longer than the limit); the signal's reason when it was aborted
   */
  generate(request: GenerateRequest): Promise<GenerateResult>;
}

export interface GenerateRequest {
  system: string;
  /** Filing first, question last: the order is worth 54 points (FinanceBench). */
  prompt: string;
  schema?: Record<string, unknown>;
  maxOutputTokens?: number;
  temperature?: number;
  signal?: AbortSignal;
  onText?: (text: string) => void;
  /** A try failed after text was streamed: what `onText` gave so far is void. */
  onRestart?: () => void;
  requestId?: string;
}

export interface GenerateResult {
  text: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
}

/** 384 unit-length dimensions, whoever provides them. Spaces of two models are never mixed. */
export interface EmbeddingModel {
  readonly id: string;
  readonly dimensions: 384;
  /**
   * One vector a text, in order. `kind` lets a provider treat questions and passages apart.
   * @throws {TransportError} LLM_UNAVAILABLE; {ParsingError} on a vector of wrong length, NaN or all zeros
   */
  embed(texts: readonly string[], kind: 'QUERY' | 'PASSAGE', signal?: AbortSignal): Promise<Float32Array[]>;
}

export interface Models {
  language: LanguageModel;
  embedding: EmbeddingModel;
}
