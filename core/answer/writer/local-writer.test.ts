import { expect, test } from 'vitest';
import type { Passage } from '../graph/types.ts';
import type { TextPlan } from '../plan/types.ts';
import { writeLocally } from './local-writer.ts';

const passage = (text: string, i: number): Passage => ({
  id: `c${i}`,
  chunkId: `${i}`,
  documentName: 'halden.htm',
  accessionNumber: '9999999999-25-000001',
  charStart: 0,
  charEnd: text.length,
  text,
  context: 'Halden Corp 10-K FY2024',
  kind: 'TEXT',
  fiscalYear: 2024,
  fiscalPeriod: 'FY',
  rank: i,
  score: 1 / (i + 1),
});

const write = (core: string, wants: TextPlan['wants'], texts: string[], years: number[] = [2024]) =>
  writeLocally({ core, wants, years, passages: texts.map(passage), companies: ['Halden Corp'] }).sentences.map(({ text }) => text);

const REPURCHASES =
  'Under the programs, 1,200 shares may be repurchased in privately negotiated or open market transactions over the next two years.';
const FEE = 'We paid the other party a termination fee of $1 billion.';

test('a number belongs to the subject that is asked about', () => {
  expect(write('What is the market share in greenhouses?', 'NUMBER', [REPURCHASES])).toEqual([]);
  expect(write('What is the termination fee?', 'NUMBER', ['The Company had purchase obligations of $53.0 billion due in 2025.'])).toEqual(
    [],
  );
  expect(write('What is the termination fee?', 'NUMBER', [FEE])).toEqual([FEE]);
});

test('a count stands before what is counted, and is no part of a name', () => {
  expect(write('How many Spade units did it sell?', 'NUMBER', ['The Spade line includes Spade 16 Pro, Spade 16 and Spade 15.'])).toEqual(
    [],
  );
  const sold = 'In 2024 we sold approximately 21,400 Spade units in all of our markets.';
  expect(write('How many Spade units did it sell?', 'NUMBER', [sold])).toEqual([sold]);
});

test('by how much something rose is told by a size', () => {
  const clause =
    'Each lender of the five year credit agreement that submits a commitment to increase it shall enter into 1 other agreement.';
  expect(write('By how much did it increase its five year credit agreement?', 'NUMBER', [clause])).toEqual([]);
});

test('what something was in a period is told before what it means', () => {
  const meaning = 'We define daily active gardeners (DAG) as people who visited at least one garden on a given day.';
  const amount = 'Daily active gardeners (DAG) was 3.35 million on average for December 2024.';
  expect(write('What was DAG?', 'DESCRIPTION', [meaning, amount])[0]).toBe(amount);
});

test('how many work there is all of them, by whichever words', () => {
  const some = 'In 2024, over 13,000 of our employees worldwide took part in trainings.';
  const all = 'As of December 31, 2024, our employee headcount worldwide was 125,665.';
  expect(write('How many employees did it have at the end of?', 'NUMBER', [some, all])[0]).toBe(all);
  expect(write('How many employees did it have at the end of?', 'NUMBER', [some])).toEqual([]);
});

test('a count may stand in a row behind its label', () => {
  const row = 'Paid net membership additions | 41,360 | 29,529';
  expect(write('How many paid net additions did it have?', 'NUMBER', [row])).toEqual(['Paid net membership additions: 41,360, 29,529.']);
});

test('how far something moved is not what it was', () => {
  const move = 'Garden development expense increased $114 million due to personnel.';
  const value = 'Garden development expense was $824 million, an increase of $114 million.';
  expect(write('What was the garden development expense?', 'NUMBER', [move])).toEqual([]);
  expect(write('What was the garden development expense?', 'NUMBER', [move, value])).toEqual([value]);
  expect(write('By how much did the garden development expense increase?', 'NUMBER', [move])).toEqual([move]);
});

test('spans of time and references are no amounts, unless time is asked for', () => {
  const reserve =
    'The portion of the warranty reserve expected to be incurred within the next 12 months is described in Notes 9 and 12 to the statements.';
  expect(write('What was the warranty reserve?', 'NUMBER', [reserve])).toEqual([]);
  const term = 'The warranty covers greenhouses for 48 months after the sale.';
  expect(write('How many months is the warranty term of greenhouses?', 'NUMBER', [term])).toEqual([term]);
});

test('the largest is one that the sentence calls so', () => {
  const agreements = 'Agreements between us and our bottlers in the United States generally are of stated duration.';
  expect(write('Who is its largest bottler?', 'NAME', [agreements], [])).toEqual([]);
  const named = 'Our largest bottler, Arden Bottling, sold a third of the volume.';
  expect(write('Who is its largest bottler?', 'NAME', [agreements, named], [])).toEqual([named]);
});

test('what stands among the risk factors is a risk, named so or not', () => {
  const tariffs = 'Tariffs between the United States and Arcadia may raise the cost of our greenhouses and reduce demand for them.';
  const other = passage(tariffs, 0);
  const risk = { ...other, context: 'Halden Corp › 10-K › FY2024 › Risk Factors', sectionKey: 'part1.item1a' };
  const ask = (passages: Passage[]) =>
    writeLocally({ core: 'What risk does it see in Arcadia?', wants: 'DESCRIPTION', years: [], passages, companies: ['Halden Corp'] });
  expect(ask([risk]).sentences.map(({ text }) => text)).toEqual([tariffs]);
  expect(ask([other]).sentences).toEqual([]);
});
