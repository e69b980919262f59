import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hollowbrook } from './hollowbrook.ts';
import { larkfield } from './larkfield.ts';

// Writes samples/filings: `npx tsx samples/build/main.ts`. The files are committed; run it again after changing what is here.

const target = join(dirname(fileURLToPath(import.meta.url)), '../filings');

async function main(): Promise<void> {
  await rm(target, { recursive: true, force: true });
  const companies = [];
  for (const { profile, filings } of [larkfield, hollowbrook]) {
    const rows = [];
    for (const { built, ...filing } of filings) {
      const folder = join(target, String(profile.cik), filing.accessionNumber.replaceAll('-', ''));
      await mkdir(folder, { recursive: true });
      for (const file of built.files) await writeFile(join(folder, file.name), file.content);
      rows.push({ ...filing, documents: built.files.map(({ name, type, description }) => ({ name, type, description })) });
    }
    const { cik, name, ticker, exchange, sic, sicDescription, category, fiscalYearEnd, state } = profile;
    companies.push({ cik, name, ticker, exchange: exchange.code, sic, sicDescription, category, fiscalYearEnd, state, filings: rows });
  }
  await writeFile(join(target, 'companies.json'), `${JSON.stringify(companies, null, 2)}\n`);
}

await main();
