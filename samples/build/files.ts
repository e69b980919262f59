import { hollowbrook } from './hollowbrook.ts';
import { larkfield } from './larkfield.ts';
import { pinemarsh } from './pinemarsh.ts';

/** Every file of samples/filings by its path there. */
export function sampleFiles(): Map<string, string> {
  const files = new Map<string, string>();
  const companies = [larkfield, hollowbrook, pinemarsh].map(({ profile, filings }) => {
    const { cik, name, ticker, exchange, sic, sicDescription, category, fiscalYearEnd, state } = profile;
    const rows = filings.map(({ built, ...filing }) => {
      for (const file of built.files) files.set(`${cik}/${filing.accessionNumber.replaceAll('-', '')}/${file.name}`, file.content);
      return {
        ...filing,
        documents: built.files.map(({ name: documentName, type, description }) => ({ name: documentName, type, description })),
      };
    });
    return { cik, name, ticker, exchange: exchange.code, sic, sicDescription, category, fiscalYearEnd, state, filings: rows };
  });
  files.set('companies.json', `${JSON.stringify(companies, null, 2)}\n`);
  return files;
}
