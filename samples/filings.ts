import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SampleDocument {
  name: string;
  type: string;
  description: string;
  content: string;
}

export interface SampleFiling {
  accessionNumber: string;
  form: string;
  /** YYYY-MM-DD */
  filedAt: string;
  /** Eastern wall clock, YYYY-MM-DDTHH:MM:SS */
  acceptedAt: string;
  reportDate: string;
  /** As EDGAR joins them: `2.02,9.01` */
  items: string;
  documents: SampleDocument[];
}

export interface SampleCompany {
  cik: number;
  name: string;
  ticker: string;
  exchange: string;
  sic: string;
  sicDescription: string;
  category: string;
  /** MMDD */
  fiscalYearEnd: string;
  state: string;
  filings: SampleFiling[];
}

export const SAMPLE_FILINGS = join(dirname(fileURLToPath(import.meta.url)), 'filings');

/** All sample companies with their filings, newest first, and the content of every document. */
export async function loadSampleFilings(): Promise<SampleCompany[]> {
  const companies: SampleCompany[] = JSON.parse(await readFile(join(SAMPLE_FILINGS, 'companies.json'), 'utf8'));
  for (const company of companies) {
    company.filings.sort((a, b) => b.acceptedAt.localeCompare(a.acceptedAt));
    for (const filing of company.filings)
      for (const document of filing.documents)
        document.content = await readFile(
          join(SAMPLE_FILINGS, String(company.cik), filing.accessionNumber.replaceAll('-', ''), document.name),
          'utf8',
        );
  }
  return companies;
}
