import { STOP_WORDS, stem, type Token, tokens } from '../tokenize.ts';

export interface PhraseMatch<T> {
  value: T;
  start: number;
  end: number;
  /** Terms of the phrase: longer phrases say more. */
  length: number;
}

interface Node<T> {
  next: Map<string, Node<T>>;
  values: T[];
}

/**
 * Finds known phrases in text: every word by its stem, stop words skipped on both sides, so that "cost of goods sold" meets
 * "costs of the goods sold". Longest phrase first; shorter ones inside it are left out, as "assets" in "total assets".
 */
export class PhraseMatcher<T> {
  readonly #root: Node<T> = { next: new Map(), values: [] };

  add(phrase: string, value: T): void {
    let node = this.#root;
    for (const token of contentTokens(phrase)) {
      const key = stem(token.word);
      let next = node.next.get(key);
      if (!next) {
        next = { next: new Map(), values: [] };
        node.next.set(key, next);
      }
      node = next;
    }
    if (node !== this.#root) node.values.push(value);
  }

  find(text: string): PhraseMatch<T>[] {
    const list = contentTokens(text);
    return this.match(list.map(({ word }) => stem(word))).map(({ value, at, length }) => ({
      value,
      start: (list[at] as Token).start,
      end: (list[at + length - 1] as Token).end,
      length,
    }));
  }

  /** The same over terms as `tokenize` gives them; `at` counts terms. */
  match(terms: readonly string[]): { value: T; at: number; length: number }[] {
    const found: { value: T; at: number; length: number }[] = [];
    for (let at = 0; at < terms.length; ) {
      let node = this.#root.next.get(terms[at] as string);
      let best: Node<T> | undefined;
      let length = 0;
      for (let i = at + 1; node; i++) {
        if (node.values.length > 0) {
          best = node;
          length = i - at;
        }
        node = i < terms.length ? node.next.get(terms[i] as string) : undefined;
      }
      if (!best) {
        at += 1;
        continue;
      }
      for (const value of best.values) found.push({ value, at, length });
      at += length;
    }
    return found;
  }
}

function contentTokens(text: string): Token[] {
  return [...tokens(text)].filter(({ word }) => !STOP_WORDS.has(word));
}
