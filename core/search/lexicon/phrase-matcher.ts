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
    const found: PhraseMatch<T>[] = [];
    let at = 0;
    while (at < list.length) {
      let node: Node<T> | undefined = this.#root;
      let best: { node: Node<T>; upTo: number } | undefined;
      for (let i = at; i < list.length && node; i++) {
        node = node.next.get(stem((list[i] as Token).word));
        if (node && node.values.length > 0) best = { node, upTo: i + 1 };
      }
      if (!best) {
        at += 1;
        continue;
      }
      const start = (list[at] as Token).start;
      const end = (list[best.upTo - 1] as Token).end;
      for (const value of best.node.values) found.push({ value, start, end, length: best.upTo - at });
      at = best.upTo;
    }
    return found;
  }
}

function contentTokens(text: string): Token[] {
  return [...tokens(text)].filter(({ word }) => !STOP_WORDS.has(word));
}
