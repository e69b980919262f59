import { expect, test } from 'vitest';
import { partReader } from './part-figures.ts';
import { partName } from './part-names.ts';

const PRODUCT = 'srt:ProductOrServiceAxis';
const SEGMENT = 'us-gaap:StatementBusinessSegmentsAxis';
const REGION = 'srt:StatementGeographicalAxis';
const streaming = { axis: PRODUCT, member: 'tk:StreamingMember' };
const discs = { axis: PRODUCT, member: 'tk:DiscsMember' };
const emea = { axis: REGION, member: 'us-gaap:EMEAMember' };
const home = { axis: REGION, member: 'country:US' };
const film = { axis: SEGMENT, member: 'tk:FilmSegmentMember' };
const music = { axis: SEGMENT, member: 'tk:MusicSegmentMember' };

test('one dimension is a part; segments before eliminations are the same part', () => {
  const read = partReader([]);
  expect(read([film])).toEqual(film);
  expect(read([film, { axis: 'srt:ConsolidationItemsAxis', member: 'us-gaap:OperatingSegmentsMember' }])).toEqual(film);
});

test('a region that is given within one product is that part of it, and called so', () => {
  const read = partReader([
    [streaming, emea],
    [streaming, home],
    [discs, home],
  ]);
  const part = read([streaming, emea]);
  expect(part).toMatchObject({ member: 'us-gaap:EMEAMember', within: streaming });
  expect(partName(part!, null)).toBe('EMEA streaming');
  expect(read([streaming, home])).toBeUndefined();
});

test('a product of two segments is no whole in one of them', () => {
  const read = partReader([
    [streaming, film],
    [discs, film],
    [discs, music],
  ]);
  expect(read([streaming, film])).toEqual(streaming);
  expect(read([discs, film])).toBeUndefined();
});
