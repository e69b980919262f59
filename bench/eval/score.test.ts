import { expect, test } from 'vitest';
import { goldPages, hitRank, isHit, scoreRanks, shingles } from './score.ts';

const page =
  'Inventories rose to 320 million because glass became dearer and customers in Ohio bought fewer microscopes than in the year before';
const gold = goldPages({
  id: 'q',
  company: 'c',
  accession: 'a',
  type: 't',
  question: '?',
  evidence: [{ accession: 'a', text: page, page_text: `${page} and more` }],
});

test('shingles are four words, numbers with their commas whole, dollar signs gone', () => {
  expect([...shingles('Net sales: $1,234.5 (2019)')].map((s) => s.replaceAll('\u0001', ' '))).toEqual(['net sales 1,234.5 2019']);
  expect(shingles('').size).toBe(1);
});

test('a chunk of the page hits, one of another filing or page does not', () => {
  expect(isHit({ accession: 'a', text: page.slice(0, 80) }, gold)).toBe(true);
  expect(isHit({ accession: 'b', text: page }, gold)).toBe(false);
  expect(isHit({ accession: 'a', text: 'Harbor Resorts has rooms in many towns along the coast and fills them in summer' }, gold)).toBe(
    false,
  );
});

test('only the first 1,600 characters of a chunk count', () => {
  expect(isHit({ accession: 'a', text: `${'other words stand here before it '.repeat(60)}${page}` }, gold)).toBe(false);
});

test('ranks and rates', () => {
  const miss = { accession: 'a', text: 'nothing of the page at all stands here' };
  expect(hitRank([miss, { accession: 'a', text: page }], gold)).toBe(2);
  expect(hitRank([miss], gold)).toBeNull();
  expect(
    scoreRanks([
      { type: 'x', rank: 2 },
      { type: 'y', rank: null },
    ]),
  ).toEqual({
    questions: 2,
    hits: { 1: 0, 3: 0.5, 5: 0.5, 10: 0.5, 20: 0.5 },
    mrr: 0.25,
    byType: { x: 1, y: 0 },
  });
});
