const WORDS: Record<string, string> = {
  LLM: 'the language model',
  EMBEDDING: 'meaning-based search',
  EVENTS: 'live events',
  CACHE: 'the cache',
};

/** The parts that were unavailable, as a reader knows them: "the language model and meaning-based search". */
export const degradedWords = (parts: readonly string[]): string => parts.map((part) => WORDS[part] ?? part.toLowerCase()).join(' and ');
