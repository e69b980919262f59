import { describe, expect, test } from 'vitest';
import { TransportError } from '../errors.ts';
import type { FactRow } from '../fact/fact-rows.ts';
import type { ParsedDocument, ParsedFiling, ParsedSection } from '../filing/document/types.ts';
import { createLogger } from '../logger.ts';
import type { LanguageModel } from '../model/types.ts';
import { createAnalystGraph } from './analyst-graph.ts';
import { ungrounded } from './ground-sentence.ts';
import { keyFigures, relativeChange } from './key-figures.ts';
import { sentencesIn } from './sentences.ts';

const BUSINESS = 'Fernhill Inc. is a leading producer of container-grown trees and shrubs for landscapers in the U.S. and Canada.';
const RESULTS = 'Total net sales increased 12% to $40.2 million in 2024 compared with 2023, primarily due to higher tree prices.';
const RISKS = 'A late frost could materially harm our seedlings and reduce our sales, and our competitors may not suffer alike.';
const OUTLOOK = 'We expect capital expenditures of about $6 million in fiscal 2025, most of it for greenhouses.';
const BOILERPLATE = 'This report contains forward-looking statements that could cause actual results to differ.';

function document(sections: [key: string, text: string][], name = 'fern.htm'): ParsedDocument {
  let text = '';
  const parsed: ParsedSection[] = [];
  for (const [key, body] of sections) {
    const charStart = text.length;
    text += `${key}\n${body}\n`;
    parsed.push({ key, title: key, status: 'FOUND', confidence: 1, charStart, charEnd: text.length });
  }
  return {
    name,
    type: '10-K',
    text,
    html: '',
    blocks: [],
    tables: [],
    sections: parsed,
    facts: [],
    skippedFacts: [],
    dropped: { hiddenCharacters: 0, zeroWidth: 0, tagCharacters: 0 },
  };
}

const annual = (): ParsedFiling => ({
  documents: [
    document([
      ['part1.item1', `${BOILERPLATE} ${BUSINESS}`],
      ['part1.item1a', RISKS],
      ['part2.item7', `${RESULTS} ${OUTLOOK}`],
    ]),
  ],
  form: '10-K',
  periodEnd: '2024-12-31',
  items: [],
});

const logger = createLogger('silent', 'test');
const input = (filing: ParsedFiling, rows: FactRow[] = []) => ({
  accessionNumber: '0009000001-25-000001',
  filing,
  rows,
  periodEnd: '2024-12-31',
});
const model = (answers: (() => string)[], prompts: string[] = []): LanguageModel => ({
  id: 'scripted',
  generative: true,
  generate: async ({ prompt }) => {
    prompts.push(prompt);
    return { text: answers.shift()!(), model: 'scripted', inputTokens: 1, outputTokens: 1 };
  },
});

describe('the analyst', () => {
  test('summarises with the filing’s own sentences, each where it stands', async () => {
    const filing = annual();
    const { body, model: author } = await createAnalystGraph(null, logger)(input(filing));
    expect(body.summary.map(({ text }) => text)).toEqual([BUSINESS, RESULTS, RISKS, OUTLOOK]);
    for (const { text, citation } of body.summary) expect(filing.documents[0]!.text.slice(citation.charStart, citation.charEnd)).toBe(text);
    expect(author).toBe('local-extractive-1');
  });

  test('a model’s sentence that its sources do not bear out is sent back once, then dropped', async () => {
    const prompts: string[] = [];
    const good = {
      text: 'Total net sales increased 12% to $40.2 million in 2024, primarily due to higher tree prices.',
      sources: [0, 1, 2, 3],
    };
    const bad = { text: 'Total net sales increased 13% to $41 million in 2024 due to higher tree prices.', sources: [0, 1, 2, 3] };
    const answer = () => JSON.stringify({ sentences: [good, bad] });
    const { body, model: author } = await createAnalystGraph(model([answer, answer], prompts), logger)(input(annual()));
    expect(body.summary.map(({ text }) => text)).toEqual([good.text]);
    expect(prompts).toHaveLength(2);
    expect(prompts[1]).toContain('13 stands in no cited sentence');
    expect(author).toBe('scripted');
  });

  test('without an answer that stands, or without a model at all, it falls back to extraction', async () => {
    const nonsense = () => 'no JSON';
    const down = (): string => {
      throw new TransportError('LLM_UNAVAILABLE', 'The model does not answer.');
    };
    for (const answers of [[nonsense, nonsense], [down]]) {
      const { body, model: author } = await createAnalystGraph(model(answers), logger)(input(annual()));
      expect(body.summary[0]?.text).toBe(BUSINESS);
      expect(author).toBe('local-extractive-1');
    }
  });

  test('takes the items of an 8-K from its body, each with its sentence', async () => {
    const sentence = 'On March 4, 2025, Fernhill Inc. appointed Iris Arbor to its board of directors, effective at once.';
    const filing: ParsedFiling = {
      documents: [
        document([
          ['item5.02', `Item 5.02 Departure and Election of Directors.\n${sentence}`],
          ['item9.01', 'Exhibit 99.1 Press release.'],
        ]),
      ],
      form: '8-K',
      items: ['5.02', '9.01'],
    };
    const { body } = await createAnalystGraph(null, logger)(input(filing));
    expect(body.events).toMatchObject([{ item: '5.02', sentence, citation: { quote: sentence } }, { item: '9.01' }]);
    expect(body.events[1]).not.toHaveProperty('sentence');
  });
});

const row = (
  ordinal: number,
  standardConcept: string,
  value: string,
  periodStart: string | null,
  periodEnd: string,
  more: Partial<FactRow> = {},
): FactRow => ({
  ordinal,
  concept: `us-gaap:${standardConcept}`,
  standardConcept,
  label: null,
  value,
  numericValue: value,
  isNil: false,
  unit: 'USD',
  periodStart,
  periodEnd,
  fiscalYear: null,
  fiscalPeriod: periodStart === null ? null : 'Q2',
  dimensions: [],
  dimensionsKey: '',
  decimals: -6,
  documentName: null,
  charStart: null,
  charEnd: null,
  anchor: null,
  isHidden: false,
  ...more,
});

describe('key figures', () => {
  test('take the quarter before the year to date, with the same quarter a year before', () => {
    const rows = [
      row(0, 'Revenue', '210', '2024-01-01', '2024-06-30', { fiscalPeriod: 'H1' }),
      row(1, 'Revenue', '110', '2024-04-01', '2024-06-30'),
      row(2, 'Revenue', '100', '2023-04-03', '2023-07-01'),
      row(3, 'Revenue', '9', '2024-04-01', '2024-06-30', { dimensionsKey: 'a=b' }),
    ];
    expect(keyFigures(rows, '2024-06-30')).toEqual([
      {
        standardConcept: 'Revenue',
        label: 'Revenue',
        value: '110',
        unit: 'USD',
        periodStart: '2024-04-01',
        periodEnd: '2024-06-30',
        factOrdinal: 1,
        previous: { value: '100', periodEnd: '2023-07-01', factOrdinal: 2 },
        change: '0.1000',
      },
    ]);
  });

  test('a change is on the size of the base, and none on zero', () => {
    expect(relativeChange('-5', '-10')).toBe('0.5000');
    expect(relativeChange('5', '0')).toBeNull();
  });
});

test('sentences end at their marks, not at abbreviations, headings or table rows', () => {
  const text =
    'RESULTS OF OPERATIONS\nFernhill Inc. sold 3.5 million trees in the U.S. last year. “It was warm.” Sales | 5 | 4\nSales of J. Arbor & Co. fell.';
  const sentences = [...sentencesIn(text.replace(' Sales | 5 | 4', '\nSales. | 5 | 4.'), { charStart: 0, charEnd: 500 })];
  const source = text.replace(' Sales | 5 | 4', '\nSales. | 5 | 4.');
  expect(sentences.map(({ charStart, charEnd }) => source.slice(charStart, charEnd))).toEqual([
    'Fernhill Inc. sold 3.5 million trees in the U.S. last year.',
    '“It was warm.”',
    'Sales of J. Arbor & Co. fell.',
  ]);
});

test('a sentence without citation, with a stray figure or with other words is not grounded', () => {
  const citation = { documentName: 'a', quote: RESULTS, charStart: 0, charEnd: 1 };
  expect(ungrounded(RESULTS, [citation])).toBeNull();
  expect(ungrounded(RESULTS, [])).toBe('it cites nothing');
  expect(ungrounded('Net sales increased 14%.', [citation])).toBe('14 stands in no cited sentence');
  expect(ungrounded('The board plans dividends and a merger soon.', [citation])).toBe('its words are not those of the cited sentences');
});
