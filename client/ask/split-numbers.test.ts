import { describe, expect, it } from 'vitest';
import { splitNumbers } from './split-numbers.ts';

const marked = (sentence: string, texts: string[]) =>
  splitNumbers(
    sentence,
    texts.map((text) => ({ text })),
  ).map(({ text, number }) => (number === null ? text : `[${number}:${text}]`));

describe('splitNumbers', () => {
  it('marks each number where it stands and loses nothing', () => {
    const sentence = 'Revenue rose by $101 million (10.8%) to $1,040 million.';
    const stretches = splitNumbers(sentence, [{ text: '$1,040 million' }, { text: '10.8%' }]);
    expect(stretches.map(({ text }) => text).join('')).toBe(sentence);
    expect(stretches.filter(({ number }) => number !== null)).toEqual([
      { text: '10.8%', number: 1 },
      { text: '$1,040 million', number: 0 },
    ]);
  });

  it('prefers the longer of two numbers at one place', () => {
    expect(marked('$939 million', ['$939', '$939 million'])).toEqual(['[1:$939 million]']);
  });

  it('does not take a part of another number', () => {
    expect(marked('1,040 and 40 and 40.5', ['40'])).toEqual(['1,040 and ', '[0:40]', ' and 40.5']);
  });

  it('marks a number at the end of a sentence', () => {
    expect(marked('It was 40.', ['40'])).toEqual(['It was ', '[0:40]', '.']);
  });

  it('gives the sentence whole when it has no number', () => {
    expect(marked('None.', [])).toEqual(['None.']);
  });
});
