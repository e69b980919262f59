import { describe, expect, it } from 'vitest';
import { maxAttempts, retryDelayMs } from './retry.ts';

describe('the wait before another attempt', () => {
  it('doubles its window with each attempt up to five minutes', () => {
    const windows = Array.from({ length: maxAttempts }, (_, index) => retryDelayMs(index + 1, 0.999_999));
    expect(windows.map((ms) => Math.round(ms / 1000))).toEqual([4, 8, 16, 32, 64, 128, 256, 300]);
    expect(retryDelayMs(3, 0)).toBe(0);
  });

  it('is never shorter than the other side asked for', () => {
    expect(retryDelayMs(1, 0, 600_000)).toBe(600_000);
    expect(retryDelayMs(1, 0.5, 600_000)).toBe(602_000);
  });

  it('spreads the retries of a hundred jobs that fail together: no second holds more than a tenth of them', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const perSecond = new Map<number, number>();
    let total = 0;
    for (let job = 0; job < 100; job += 1) {
      let at = 0;
      for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
        at += retryDelayMs(attempt, random());
        const second = Math.floor(at / 1000);
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
        total += 1;
      }
    }
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(total / 10);
  });
});
