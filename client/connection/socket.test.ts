import { describe, expect, it } from 'vitest';
import { waitMs } from './socket.ts';

describe('waitMs', () => {
  it('grows and stays under ten seconds however often it was tried', () => {
    expect(waitMs(0, 0)).toBe(250);
    expect(waitMs(2, 1)).toBe(2000);
    expect(waitMs(50, 1)).toBe(10_000);
    expect(waitMs(2000, 1)).toBe(10_000);
  });
});
