import type { SampleCompany, SampleFiling } from '../../samples/filings.ts';
import type { Prng } from './prng.ts';

/** A filing of fiction and how it must end. */
export interface CorpusFiling {
  company: SampleCompany;
  filing: SampleFiling;
  /** INDEXED, or the code of its dead letter. */
  ends: 'INDEXED' | string[];
}

const words = (
  'orders margin freight lumber ferry harbor kiln turbine lease pension audit reserve tariff spruce copper weld dock cargo orchard ' +
  'granite valve seasonal dividend hedge impairment warranty backlog segment customer supplier inventory plant quarter contract risk'
).split(' ');

/** So many small filings of a few companies, the same for the same seed. */
export function makeCorpus(prng: Prng, count: number, { companies = 5, firstCik = 9_800_001, prefix = 'FLT' } = {}): CorpusFiling[] {
  const made = Array.from({ length: companies }, (_, index): SampleCompany => company(firstCik + index, `${prefix}${index}`));
  return Array.from({ length: count }, (_, index) => {
    const owner = made[index % companies] as SampleCompany;
    const filing = aFiling(owner, Math.floor(index / companies) + 1, prng);
    owner.filings.push(filing);
    return { company: owner, filing, ends: 'INDEXED' };
  });
}

const company = (cik: number, ticker: string): SampleCompany => ({
  cik,
  ticker,
  name: `Quarry Lake Works ${ticker}`,
  exchange: 'Nasdaq',
  sic: '3550',
  sicDescription: 'Special Industry Machinery',
  category: 'Non-accelerated filer',
  fiscalYearEnd: '1231',
  state: 'DE',
  filings: [],
});

const sentence = (prng: Prng) => `${Array.from({ length: 9 }, () => prng.pick(words)).join(' ')}.`;
/** What a summary is made of, so that the analyst's model has something to write about. */
const result = (prng: Prng) =>
  `<p>Revenue increased ${1 + prng.integer(30)}% from the prior year to $${10 + prng.integer(90)} million, mainly because of higher ${prng.pick(words)} volumes. Operating income decreased to $${1 + prng.integer(9)} million due to higher ${prng.pick(words)} costs.</p>`;
const paragraph = (prng: Prng) => `<p>The company's ${Array.from({ length: 5 }, () => sentence(prng)).join(' The ')}</p>`;

export function aFiling(
  owner: SampleCompany,
  sequence: number,
  prng: Prng,
  given: Partial<SampleFiling> & { body?: string } = {},
): SampleFiling {
  const { body, ...fields } = given;
  const day = new Date(Date.UTC(2024, 0, 2 + sequence)).toISOString().slice(0, 10);
  const isCurrent = sequence % 3 === 0;
  const form = isCurrent ? '8-K' : '10-Q';
  const rows = Array.from(
    { length: 4 },
    () => `<tr><td>${prng.pick(words)}</td><td>${prng.integer(90_000)}</td><td>${prng.integer(90_000)}</td></tr>`,
  );
  const text = isCurrent
    ? `<p><b>Item 2.02 Results of Operations and Financial Condition.</b></p>${paragraph(prng)}<p><b>Item 9.01 Exhibits.</b></p>${paragraph(prng)}`
    : `<p><b>PART I</b></p><p><b>Item 1. Financial Statements</b></p><table><tr><td></td><td>2024</td><td>2023</td></tr>${rows.join('')}</table>
<p><b>Item 2. Management's Discussion and Analysis</b></p>${result(prng)}${paragraph(prng)}
<p><b>PART II</b></p><p><b>Item 1A. Risk Factors</b></p>${paragraph(prng)}`;
  return {
    accessionNumber: `${String(owner.cik).padStart(10, '0')}-24-${String(sequence).padStart(6, '0')}`,
    form,
    filedAt: day,
    acceptedAt: `${day}T16:05:09`,
    reportDate: '2023-12-31',
    items: isCurrent ? '2.02,9.01' : '',
    documents: [
      {
        name: `report-${sequence}.htm`,
        type: form,
        description: form,
        content: body ?? `<html><head><title>${owner.name}</title></head><body><p>${owner.name}, form ${form}</p>${text}</body></html>`,
      },
    ],
    ...fields,
  };
}

/** Filings that must end in a dead letter of their own, and bombs that must be read in bounded time. `maxBytes` is the download limit. */
export function makePoison(owner: SampleCompany, prng: Prng, maxBytes: number): CorpusFiling[] {
  const bodies: { body: string; ends: CorpusFiling['ends'] }[] = [
    { body: '', ends: ['DOCUMENT_EMPTY'] },
    { body: ' \n\t \n', ends: ['DOCUMENT_EMPTY'] },
    { body: `%PDF-1.4\n${'\u0001\u0002\u0003\u0000'.repeat(500)}`, ends: ['DOCUMENT_UNREADABLE'] },
    { body: '{"this": "is no filing"}', ends: ['DOCUMENT_UNREADABLE'] },
    { body: `<html><body>${'<p>too much of it</p>'.repeat(Math.ceil(maxBytes / 20))}</body></html>`, ends: ['DOCUMENT_TOO_LARGE'] },
    {
      body: `<html><body>${Array.from({ length: 4_000 }, (_, n) => `<p><font size=${n % 7}>deep`).join('')}</body></html>`,
      ends: 'INDEXED',
    },
    { body: `<html><body>${'<div>'.repeat(6_000)}a lone sentence about cargo${'</div>'.repeat(6_000)}</body></html>`, ends: 'INDEXED' },
    { body: `<html><body><p>A text with a \u0000 NUL and \uFFFF in it about valves and kilns.</p></body></html>`, ends: 'INDEXED' },
  ];
  return bodies.map(({ body, ends }, index) => {
    const filing = aFiling(owner, 900 + index, prng, { body, filedAt: '2021-03-01', acceptedAt: `2021-03-01T10:00:0${index}` });
    owner.filings.push(filing);
    return { company: owner, filing, ends };
  });
}
