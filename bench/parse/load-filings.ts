import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParseInput } from '../../core/filing/document/types.ts';
import { loadSampleFilings } from '../../samples/filings.ts';

export interface BenchFiling {
  label: string;
  cik: number;
  input: ParseInput;
}

interface Recent {
  accessionNumber: string[];
  form: string[];
  reportDate: string[];
  primaryDocument: string[];
}

/** The project's sample filings, or every filing of a folder laid out as EDGAR serves it (`mirror/submissions`, `mirror/Archives`). */
export async function loadFilings(directory: string | undefined): Promise<BenchFiling[]> {
  return directory === undefined ? samples() : mirror(existsSync(join(directory, 'mirror')) ? join(directory, 'mirror') : directory);
}

async function samples(): Promise<BenchFiling[]> {
  const companies = await loadSampleFilings();
  return companies.flatMap((company) =>
    company.filings.map((filing) => ({
      label: `${company.ticker} ${filing.form}`,
      cik: company.cik,
      input: {
        accessionNumber: filing.accessionNumber,
        form: filing.form,
        reportDate: filing.reportDate,
        fiscalYearEnd: company.fiscalYearEnd,
        documents: filing.documents.map((document, index) => ({
          name: document.name,
          type: document.type,
          sequence: index + 1,
          bytes: new TextEncoder().encode(document.content),
        })),
      },
    })),
  );
}

function mirror(root: string): BenchFiling[] {
  const filings: BenchFiling[] = [];
  for (const file of readdirSync(join(root, 'submissions'))) {
    const company = JSON.parse(readFileSync(join(root, 'submissions', file), 'utf8')) as {
      cik: string;
      name: string;
      tickers: string[];
      fiscalYearEnd: string;
      filings: { recent: Recent };
    };
    const { recent } = company.filings;
    recent.accessionNumber.forEach((accessionNumber, index) => {
      const folder = join(root, 'Archives/edgar/data', String(Number(company.cik)), accessionNumber.replaceAll('-', ''));
      if (!existsSync(folder)) return;
      const primary = recent.primaryDocument[index]!;
      const form = recent.form[index]!;
      const names = readdirSync(folder).filter((name) => /\.(?:html?|txt|xml)$/i.test(name));
      names.sort((a, b) => Number(b === primary) - Number(a === primary) || a.localeCompare(b));
      filings.push({
        label: `${company.tickers[0] ?? company.name} ${form}`,
        cik: Number(company.cik),
        input: {
          accessionNumber,
          form,
          reportDate: recent.reportDate[index] || undefined,
          fiscalYearEnd: company.fiscalYearEnd,
          documents: names.map((name, at) => ({
            name,
            // The folder does not tell; press releases are named by their exhibit.
            type: name === primary ? form : /ex[-_]?99/i.test(name) ? 'EX-99' : '',
            sequence: at + 1,
            bytes: new Uint8Array(readFileSync(join(folder, name))),
          })),
        },
      });
    });
  }
  return filings;
}
