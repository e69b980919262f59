import { expect, test } from 'vitest';
import { parseOne } from '../filing/document/testing.ts';
import { printedLabels } from './printed-labels.ts';
import { valueRows } from './statement-columns.ts';

function labelsOf(rows: (string | number)[][]): (string | undefined)[] {
  const html = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  const [table] = parseOne(
    `<html><body><p>CONSOLIDATED STATEMENTS OF OPERATIONS (In thousands)</p><p>Years ended December 31,</p><table>${html}</table></body></html>`,
  ).tables;
  return printedLabels(table!, valueRows(table!));
}

const head = ['', 2022, 2021];

test('a total without words is the sum of the rows under its heading, and called so', () => {
  const rows = [
    head,
    ['Revenues', '', ''],
    ['Casino', '5,734', '5,362'],
    ['Rooms', '3,057', '1,690'],
    ['', '8,791', '7,052'],
    ['Expenses', '', ''],
    ['Casino', '2,746', '2,532'],
    ['Rooms', '936', '600'],
    ['', '3,682', '3,132'],
  ];
  expect(labelsOf(rows)).toEqual(['Casino', 'Rooms', 'Total Revenues', 'Casino', 'Rooms', 'Total Expenses']);
});

test('a figure without words that is no such sum has no name', () => {
  const rows = [head, ['Revenues', '', ''], ['Casino', '5,734', '5,362'], ['Rooms', '3,057', '1,690'], ['', '8,791', '7,777']];
  expect(labelsOf(rows)).toEqual(['Casino', 'Rooms', undefined]);
});

test('a row that goes on with the line above it has both lines', () => {
  const rows = [
    head,
    ['Net sales', '1,250', '998'],
    ['Consolidated net income', '240', '108'],
    ['Net income attributable to shareowners of', '', ''],
    ['The Kettle Company', '230', '101'],
  ];
  expect(labelsOf(rows).at(-1)).toBe('Net income attributable to shareowners of The Kettle Company');
});
