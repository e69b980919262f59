import { describe, expect, it } from 'vitest';
import { lastFilingDay } from './day.ts';

describe('lastFilingDay', () => {
  it('is the day before in New York, whatever the day is elsewhere', () => {
    expect(lastFilingDay(new Date('2026-03-12T03:00:00Z'))).toBe('2026-03-10');
    expect(lastFilingDay(new Date('2026-03-12T13:00:00Z'))).toBe('2026-03-11');
  });
  it('steps over weekends', () => {
    expect(lastFilingDay(new Date('2026-03-09T15:00:00Z'))).toBe('2026-03-06');
  });
});
