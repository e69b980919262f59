import { expect, it } from 'vitest';
import { listSections, partOf, sectionLabel } from './section-label.ts';

it('says keys of sections as readers do', () => {
  expect(['part1.item1a', 'item2.02', 'note.3', 'part2.item7', 'cover'].map(sectionLabel)).toEqual(['1A', '2.02', 'Note 3', '7', 'cover']);
  expect(['part1.item1a', 'part4.item15', 'item2.02'].map(partOf)).toEqual(['Part I', 'Part IV', null]);
});

it('lists sections by part', () => {
  expect(listSections(['part1.item1', 'part1.item2', 'part2.item1', 'part2.item1a'])).toBe('Part I: 1, 2; Part II: 1, 1A');
  expect(listSections(['item2.02', 'item9.01'])).toBe('2.02, 9.01');
});
