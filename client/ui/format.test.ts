import { describe, expect, it } from 'vitest';
import { formatBytes, formatChange, formatDay, formatFormula, formatMonthDay, formatValue } from './format.ts';

describe('format', () => {
  it('shortens large amounts and keeps small ones', () => {
    expect(formatValue('3106000000', 'USD')).toBe('$3.11B');
    expect(formatValue('-12500000', 'USD')).toBe('−$12.5M');
    expect(formatValue('2.71', 'USD/shares')).toBe('$2.71');
    expect(formatValue('58400000', 'shares')).toBe('58.4M shares');
    expect(formatValue('0', 'USD')).toBe('$0');
  });

  it('keeps money of other countries by its code', () => {
    expect(formatValue('1500000', 'EUR')).toBe('1.5M EUR');
  });

  it('leaves words as they are', () => {
    expect(formatValue('Delaware', null)).toBe('Delaware');
  });

  it('writes changes with their sign', () => {
    expect(formatChange('0.0202')).toBe('+2.0%');
    expect(formatChange('-0.5')).toBe('−50.0%');
  });

  it('does not move days between time zones', () => {
    expect(formatDay('2026-01-01')).toContain('2026');
    expect(formatDay(null)).toBe('–');
    expect(formatMonthDay('0927')).toMatch(/27/);
  });

  it('groups the digits of a formula and leaves decimals and names alone', () => {
    expect(formatFormula('(1040000000 - 939000000) / 939000000')).toBe('(1,040,000,000 − 939,000,000) ÷ 939,000,000');
    expect(formatFormula('0.12345 * FY2025')).toBe('0.12345 × FY2025');
  });

  it('writes sizes', () => {
    expect([formatBytes(12), formatBytes(45_300), formatBytes(2_340_000)]).toEqual(['12 B', '45 kB', '2.3 MB']);
  });
});
