import { easternInstant } from '../core/edgar/eastern-time.ts';
import type { Answer } from './edgar.ts';
import type { SampleCompany, SampleFiling } from './filings.ts';

const compact = (text: string) => text.replace(/[-:T]/g, '');
const padded = (cik: number) => String(cik).padStart(10, '0');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const html = (body: string): Answer => ({ status: 200, type: 'text/html', body });
const plain = (body: string): Answer => ({ status: 200, type: 'text/plain', body });
const everything = (companies: SampleCompany[]) =>
  companies
    .flatMap((company) => company.filings.map((filing) => ({ company, filing })))
    .sort((a, b) => b.filing.acceptedAt.localeCompare(a.filing.acceptedAt));

export const tickers = (companies: SampleCompany[]) =>
  Object.fromEntries(companies.map(({ cik, ticker, name }, i) => [String(i), { cik_str: cik, ticker, title: name }]));

export function submissions(company: SampleCompany) {
  const rows = [...company.filings].sort((a, b) => b.acceptedAt.localeCompare(a.acceptedAt));
  const column = <T>(pick: (filing: SampleFiling) => T) => rows.map(pick);
  const size = (filing: SampleFiling) => filing.documents.reduce((total, { content }) => total + Buffer.byteLength(content), 0);
  return {
    cik: padded(company.cik),
    entityType: 'operating',
    sic: company.sic,
    sicDescription: company.sicDescription,
    name: company.name,
    tickers: [company.ticker],
    exchanges: [company.exchange],
    category: company.category,
    fiscalYearEnd: company.fiscalYearEnd,
    stateOfIncorporation: company.state,
    formerNames: [],
    filings: {
      recent: {
        accessionNumber: column((f) => f.accessionNumber),
        filingDate: column((f) => f.filedAt),
        reportDate: column((f) => f.reportDate),
        acceptanceDateTime: column((f) => easternInstant(f.acceptedAt)?.toISOString() ?? ''),
        act: column(() => '34'),
        form: column((f) => f.form),
        fileNumber: column(() => ''),
        filmNumber: column(() => ''),
        items: column((f) => f.items),
        core_type: column(() => 'XBRL'),
        size: column(size),
        isXBRL: column(() => 1),
        isInlineXBRL: column(() => 1),
        isXBRLNumeric: column(() => 1),
        primaryDocument: column((f) => f.documents[0]?.name ?? ''),
        primaryDocDescription: column((f) => f.form),
      },
      files: [],
    },
  };
}

const ITEM_TITLES: Record<string, string> = {
  '2.02': 'Results of Operations and Financial Condition',
  '9.01': 'Financial Statements and Exhibits',
};

function header(company: SampleCompany, filing: SampleFiling): string {
  const items = filing.items.split(',').filter((item) => item !== '');
  return [
    `<SEC-HEADER>${filing.accessionNumber}.hdr.sgml : ${compact(filing.filedAt)}`,
    `<ACCEPTANCE-DATETIME>${compact(filing.acceptedAt)}`,
    `ACCESSION NUMBER:\t\t${filing.accessionNumber}`,
    `CONFORMED SUBMISSION TYPE:\t${filing.form}`,
    `PUBLIC DOCUMENT COUNT:\t\t${filing.documents.length}`,
    `CONFORMED PERIOD OF REPORT:\t${compact(filing.reportDate)}`,
    ...items.map((item) => `ITEM INFORMATION:\t\t${ITEM_TITLES[item] ?? `Item ${item}`}`),
    `FILED AS OF DATE:\t\t${compact(filing.filedAt)}`,
    '',
    'FILER:',
    '',
    '\tCOMPANY DATA:\t',
    `\t\tCOMPANY CONFORMED NAME:\t\t\t${company.name.toUpperCase()}`,
    `\t\tCENTRAL INDEX KEY:\t\t\t${padded(company.cik)}`,
    `\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t${company.sicDescription.toUpperCase()} [${company.sic}]`,
    `\t\tFISCAL YEAR END:\t\t\t${company.fiscalYearEnd}`,
    '</SEC-HEADER>',
    '',
  ].join('\n');
}

const documentHead = ({ type, name, description }: SampleFiling['documents'][number], sequence: number) =>
  `<DOCUMENT>\n<TYPE>${type}\n<SEQUENCE>${sequence}\n<FILENAME>${name}\n<DESCRIPTION>${description}\n<TEXT>\n`;

/** What EDGAR keeps in a filing's folder; null for any other name. */
export function folder(company: SampleCompany, filing: SampleFiling, name: string): Answer | null {
  const { accessionNumber, documents } = filing;
  const path = `/Archives/edgar/data/${company.cik}/${compact(accessionNumber)}`;
  const document = documents.find((candidate) => candidate.name === name);
  if (document) return { status: 200, type: name.endsWith('.htm') ? 'text/html' : 'text/xml', body: document.content };
  if (name === 'index.json') return { status: 200, type: 'application/json', body: JSON.stringify(directory(filing, path)) };
  if (name === `${accessionNumber}-index.htm` || name === `${accessionNumber}-index.html`) return html(indexPage(filing, path));
  if (name === `${accessionNumber}-index-headers.html`) {
    const heads = documents.map((d, i) => `${documentHead(d, i + 1)}${d.name}\n</TEXT>\n</DOCUMENT>\n`).join('');
    return html(
      `<html><head><title>Header of ${accessionNumber}</title></head><body><pre>${escaped(header(company, filing) + heads)}</pre></body></html>`,
    );
  }
  if (name === `${accessionNumber}.txt`) {
    const parts = documents.map((d, i) => `${documentHead(d, i + 1)}<XBRL>\n${d.content}</XBRL>\n</TEXT>\n</DOCUMENT>\n`).join('');
    return plain(`<SEC-DOCUMENT>${accessionNumber}.txt : ${compact(filing.filedAt)}\n${header(company, filing)}${parts}</SEC-DOCUMENT>\n`);
  }
  return null;
}

function directory({ accessionNumber, documents, acceptedAt }: SampleFiling, path: string) {
  const entry = (name: string, size: string) => ({ 'last-modified': acceptedAt.replace('T', ' '), name, type: 'text.gif', size });
  return {
    directory: {
      name: path,
      'parent-dir': path.slice(0, path.lastIndexOf('/')),
      item: [
        ...['-index-headers.html', '-index.html', '.txt'].map((ending) => entry(accessionNumber + ending, '')),
        ...documents.map(({ name, content }) => entry(name, String(Buffer.byteLength(content)))),
      ],
    },
  };
}

function indexPage({ accessionNumber, form, filedAt, acceptedAt, reportDate, documents }: SampleFiling, path: string): string {
  const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td scope="row">${cell}</td>`).join('')}</tr>`;
  const link = (name: string) => `<a href="${name.endsWith('.htm') ? '/ix?doc=' : ''}${path}/${name}">${name}</a>`;
  const rows = documents.map((d, i) =>
    row([String(i + 1), escaped(d.description), link(d.name), d.type, String(Buffer.byteLength(d.content))]),
  );
  return `<!DOCTYPE html><html><head><title>EDGAR Filing Documents for ${accessionNumber}</title></head><body>
<div id="formName"><strong>Form ${form}</strong></div>
<div class="infoHead">Filing Date</div><div class="info">${filedAt}</div>
<div class="infoHead">Accepted</div><div class="info">${acceptedAt.replace('T', ' ')}</div>
<div class="infoHead">Period of Report</div><div class="info">${reportDate}</div>
<table class="tableFile" summary="Document Format Files"><tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>
${rows.join('\n')}
${row(['&nbsp;', 'Complete submission text file', link(`${accessionNumber}.txt`), '&nbsp;', '&nbsp;'])}
</table></body></html>`;
}

/** The day's master index, YYYYMMDD; null where nothing was filed. */
export function dailyIndex(companies: SampleCompany[], day: string): Answer | null {
  const rows = everything(companies)
    .filter(({ filing }) => compact(filing.filedAt) === day)
    .map(
      ({ company, filing }) =>
        `${company.cik}|${company.name}|${filing.form}|${day}|edgar/data/${company.cik}/${filing.accessionNumber}.txt\n`,
    );
  if (rows.length === 0) return null;
  return plain(
    `Description:           Daily Index of EDGAR Dissemination Feed\n \nCIK|Company Name|Form Type|Date Filed|File Name\n${'-'.repeat(80)}\n${rows.join('')}`,
  );
}

/** The latest-filings feed: `type` matches by prefix; a page past the end is a 503. */
export function feed(companies: SampleCompany[], query: URLSearchParams): Answer {
  const start = Number(query.get('start') ?? 0);
  const count = Math.min(100, Number(query.get('count') ?? 40));
  const found = everything(companies).filter(({ filing }) => filing.form.startsWith(query.get('type') ?? ''));
  const pageOf = found.slice(start, start + count);
  if (start > 0 && pageOf.length === 0) return { status: 503, type: 'text/html', body: '<html><title>Service Unavailable</title></html>' };
  const entries = pageOf.map(
    ({ company, filing }) => `<entry>
<title>${filing.form} - ${escaped(company.name)} (${padded(company.cik)}) (Filer)</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/${company.cik}/${compact(filing.accessionNumber)}/${filing.accessionNumber}-index.htm"/>
<summary type="html">&lt;b&gt;Filed:&lt;/b&gt; ${filing.filedAt} &lt;b&gt;AccNo:&lt;/b&gt; ${filing.accessionNumber}</summary>
<updated>${easternInstant(filing.acceptedAt)?.toISOString() ?? ''}</updated>
<category scheme="https://www.sec.gov/" label="form type" term="${filing.form}"/>
<id>urn:tag:sec.gov,2008:accession-number=${filing.accessionNumber}</id>
</entry>`,
  );
  return {
    status: 200,
    type: 'application/atom+xml',
    body: `<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Latest Filings</title>
<updated>${new Date().toISOString()}</updated>
${entries.join('\n')}
</feed>
`,
  };
}
