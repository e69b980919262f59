import { describe, expect, it } from 'vitest';
import { windowAround } from './window-around.ts';

describe('windowAround', () => {
  const text = 'The quick brown fox jumps over the lazy dog';

  it('gives the passage with its surroundings and says where it was cut', () => {
    expect(windowAround(text, 10, 15, 6)).toEqual({ before: 'quick ', passage: 'brown', after: ' fox j', cutBefore: true, cutAfter: true });
  });

  it('shows the beginning when no passage is named', () => {
    expect(windowAround(text, 0, 0, 9)).toEqual({ before: '', passage: '', after: 'The quick', cutBefore: false, cutAfter: true });
  });

  it('loses nothing of a text shorter than the margin', () => {
    const { before, passage, after, cutBefore, cutAfter } = windowAround(text, 4, 9);
    expect(before + passage + after).toBe(text);
    expect(cutBefore || cutAfter).toBe(false);
  });
});
