import { describe, expect, it } from 'vitest';
import { accessionFolder, parseAccessionNumber } from './accession-number.ts';
import { padCik, parseCik } from './cik.ts';
import { checkedDocumentName } from './document-name.ts';
import { easternDay, easternInstant, isoDay } from './eastern-time.ts';
import { wantsForm } from './form.ts';
import { isPublicAddress } from './public-address.ts';

describe('a CIK', () => {
  it('is read from every usual spelling and padded to ten digits', () => {
    for (const input of [9900001, '9900001', '0009900001', 'CIK0009900001', ' cik9900001 ']) expect(parseCik(input)).toBe(9_900_001);
    expect(padCik(9_900_001)).toBe('0009900001');
  });
  it.each(['', '0', '-1', '1.5', '12345678901', 'LRKFD', '1e3', '../1'])('is not %j', (input) => {
    expect(() => parseCik(input)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

describe('an accession number', () => {
  it('is read with and without dashes', () => {
    expect(parseAccessionNumber('0009900001-25-000031')).toBe('0009900001-25-000031');
    expect(parseAccessionNumber('000990000125000031')).toBe('0009900001-25-000031');
    expect(accessionFolder('0009900001-25-000031')).toBe('000990000125000031');
  });
  it.each([
    '',
    '0009900001-25-31',
    '0009900001/25/000031',
    '0009900001-25-000031/..',
    'http://127.1/',
    '2130706433',
    '[::ffff:127.0.0.1]',
    'www.sec.gov@evil',
    'www.sec.gov.evil.example',
    'https://www.sec.gov.',
    '０００９９０００01-25-000031',
  ])('is not %j', (input) => {
    expect(() => parseAccessionNumber(input)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

describe('the Eastern wall clock', () => {
  it.each([
    ['20250714163102', '2025-07-14T20:31:02.000Z'],
    ['20251114163102', '2025-11-14T21:31:02.000Z'],
    ['2026-03-08 01:59:59', '2026-03-08T06:59:59.000Z'],
    ['20260308030000', '2026-03-08T07:00:00.000Z'],
    ['20251102013000', '2025-11-02T05:30:00.000Z'],
    ['20251102023000', '2025-11-02T07:30:00.000Z'],
    ['20000512', undefined],
    ['20251301120000', undefined],
  ])('%s is %s', (text, instant) => {
    expect(easternInstant(text)?.toISOString()).toBe(instant);
  });
  it('gives the calendar day of New York', () => {
    expect(easternDay(new Date('2025-11-15T03:00:00Z'))).toBe('2025-11-14');
    expect(isoDay('20251114')).toBe('2025-11-14');
    expect(isoDay('')).toBeUndefined();
  });
});

it('takes an amendment for a base form and not the other way round', () => {
  expect(wantsForm('10-K/A', ['10-K'])).toBe(true);
  expect(wantsForm('10-K', ['10-K/A'])).toBe(false);
  expect(wantsForm('10-KT', ['10-K'])).toBe(false);
  expect(wantsForm('424B2', ['4'])).toBe(false);
  expect(wantsForm('8-K', [])).toBe(true);
});

it.each(['../../x', '/etc/passwd', 'a\\b', '..', '.hidden', 'a\u0000b', 'c:x', '', 'x'.repeat(300), 'a\nb'])(
  'refuses the document name %j',
  (name) => {
    expect(() => checkedDocumentName(name)).toThrow(expect.objectContaining({ code: 'UNSAFE_ARCHIVE' }));
  },
);

it('tells public addresses from private ones, also in IPv6 spelling', () => {
  for (const address of [
    '127.0.0.1',
    '127.1.2.3',
    '10.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '172.16.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '100.64.0.1',
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of ['104.16.1.1', '8.8.8.8', '2600:1400::1', '::ffff:8.8.8.8'])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
});
