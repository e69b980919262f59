import { expect, test } from 'vitest';
import { tokenize } from '../../search/tokenize.ts';
import { isHead, isOneWordShort, memberName } from './part-names.ts';

const PRODUCT = 'srt:ProductOrServiceAxis';
const SEGMENT = 'us-gaap:StatementBusinessSegmentsAxis';
const REGION = 'srt:StatementGeographicalAxis';
const COMPANY = 'Halden Corp';

test('members are called by their words', () => {
  expect(memberName('lrkfd:BenchInstrumentsMember')).toBe('Bench Instruments');
  expect(memberName('country:SG')).toBe('Singapore');
});

test.each([
  ['tk:WearablesHomeandAccessoriesMember', PRODUCT, 'Wearables, Home and Accessories', 'wearabl', true],
  ['tk:WearablesHomeandAccessoriesMember', PRODUCT, 'Wearables, Home and Accessories', 'home', false],
  ['tk:ChinaIncludingHongKongMember', REGION, 'China (including Hong Kong)', 'china', true],
  ['tk:EuropeMiddleEastandAfricaMember', REGION, 'Europe, Middle East and Africa', 'europ', false],
  ['tk:HaldenDefenseSpaceMember', SEGMENT, null, 'defens', true],
  ['tk:HaldenDefenseSpaceMember', SEGMENT, null, 'space', false],
  ['tk:HaldenDefenseSpaceMember', PRODUCT, null, 'defens', false],
  ['tk:EuropeMiddleEastAfricaMember', SEGMENT, null, 'europ', false],
])('%s on %s, labelled %s, goes by "%s": %s', (member, axis, label, word, goes) =>
  expect(isHead({ axis, member }, label, [word], COMPANY)).toBe(goes),
);

test('one word may be left out of a longer name, not two', () => {
  const part = { axis: PRODUCT, member: 'tk:AutomotiveRegulatoryCreditsMember' };
  expect(isOneWordShort(part, null, tokenize('regulatory credits'), COMPANY)).toBe(true);
  expect(isOneWordShort(part, null, tokenize('credits'), COMPANY)).toBe(false);
});
