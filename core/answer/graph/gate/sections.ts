import type { RefusalDraft } from '../types.ts';
import { yearOf } from './periods.ts';
import type { GateContext } from './types.ts';

const NAMED_ITEM = /\bitem\s+(\d{1,2}(?:\.\d{2})?[a-c]?)\b/gi;
const NAMED_NOTE = /\bnote\s+(\d{1,2})\b/gi;

/** Keys, without the part, of the sections that a question names. */
export function namedSections(question: string, others: readonly string[] = []): string[] {
  return [
    ...[...question.matchAll(NAMED_ITEM)].map(([, item]) => `item${item!.toLowerCase()}`),
    ...[...question.matchAll(NAMED_NOTE)].map(([, note]) => `note.${note}`),
    ...others.map((key) => key.replace(/^part\d\./, '')),
  ];
}

/** Only a section that the question names outright can be absent. */
export function sectionAbsent({ interpretation, periods, filings }: GateContext): RefusalDraft | undefined {
  const { question, forms, companies } = interpretation;
  const [key] = namedSections(question, interpretation.sections);
  if (key === undefined) return undefined;
  const fitting = filings.filter(
    (filing) =>
      (companies.length === 0 || companies.some(({ cik }) => cik === filing.cik)) &&
      (forms.length === 0 ||
        forms.some((form) => (form.endsWith('/A') ? filing.form === form : filing.form.replace(/\/A$/, '') === form))) &&
      (/^item\d+\./.test(key) ? /^8-K/.test(filing.form) : !/^8-K/.test(filing.form)) &&
      (periods.length === 0 || /^item\d+\./.test(key) || periods.some(({ fiscalYear }) => fiscalYear === yearOf(filing))),
  );
  const read = fitting.filter(({ sections }) => sections.length > 0);
  const rows = read.flatMap(({ sections }) => sections.filter((section) => section.key === key || section.key.endsWith(`.${key}`)));
  if (rows.some(({ status }) => status === 'FOUND' || status === 'DOUBTFUL')) return undefined;
  if (fitting.length > 0 && read.length === 0) return undefined;
  const elsewhere = rows.some(({ status }) => status === 'INCORPORATED_BY_REFERENCE');
  const name = key
    .replace(/^item/, 'Item ')
    .replace(/^note\./, 'Note ')
    .toUpperCase()
    .replace('ITEM', 'Item')
    .replace('NOTE', 'Note');
  return {
    reason: 'SECTION_ABSENT',
    message: elsewhere
      ? `${name} only refers to another document that is not part of the filing.`
      : `None of the filings asked about has ${name}.`,
    missing: [name],
    action: elsewhere
      ? 'Ingest the document it refers to, usually the proxy statement.'
      : 'Ask without the section, or about a filing that has it.',
  };
}
