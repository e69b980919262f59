import { ParsingError } from '../../errors.ts';
import { toBlocks } from './blocks.ts';
import { readCover } from './cover.ts';
import { decodeBytes, isBinary } from './decode.ts';
import { readHtml } from './html/read-html.ts';
import { layoutPlainText } from './plain/plain-text-layout.ts';
import { readPlainText } from './plain/read-plain-text.ts';
import type { RawDocument } from './raw.ts';
import { readXml } from './read-xml.ts';
import { followReferences } from './section/follow-references.ts';
import { splitSections } from './section/split-sections.ts';
import { isSubmission, splitSubmission } from './submission.ts';
import { analyseTables } from './table/analyse-tables.ts';
import { bindFacts, type CellComparison } from './table/bind-facts.ts';
import type { Calendar } from './table/column-period.ts';
import { toDay } from './table/dates.ts';
import { placeFacts } from './table/place-facts.ts';
import type { DocumentSource, ParsedDocument, ParsedFact, ParsedFiling, ParseInput } from './types.ts';
import { createXbrlCollector, createXbrlSet, type XbrlCollector, type XbrlSet } from './xbrl/collector.ts';
import type { InstanceFacts } from './xbrl/instance-reader.ts';

/** What goes with the pages, and looks into the reading, for measurements. */
export interface ParseOptions {
  /** Of XBRL instances beside the pages: the facts of the primary document where no page has its own. */
  instances?: readonly InstanceFacts[];
  /** Names of documents inside a full submission that are data and no pages. */
  readElsewhere?: ReadonlySet<string>;
  cell?: (documentName: string, comparison: CellComparison) => void;
  tocItems?: (documentName: string, keys: string[]) => void;
}

interface Opened extends DocumentSource {
  raw: RawDocument;
  xbrl: XbrlCollector;
}

/**
 * Reads a filing's documents: normalised text, blocks, tables, sections, facts and sanitised HTML. Pure, and linear in the length of the
 * documents. The same bytes give the same result under one `PARSER_VERSION`.
 * @throws {ParsingError} `DOCUMENT_EMPTY` when no document has any text, `DOCUMENT_UNREADABLE` when all are images, archives or the like
 */
export function parseFiling(input: ParseInput, options: ParseOptions = {}): ParsedFiling {
  const set = createXbrlSet();
  const opened = openDocuments(input, set, options.readElsewhere);
  if (opened.length === 0 && options.readElsewhere?.size) return { documents: [], form: input.form, items: [] };
  if (opened.length === 0) throw unreadable(input);
  const documents = opened.map(toDocument);
  if (documents.every((document) => document.text === '' && document.facts.length === 0)) {
    throw new ParsingError('DOCUMENT_EMPTY', `Filing ${input.accessionNumber} has no text.`, { accessionNumber: input.accessionNumber });
  }
  const isInline = documents.some(({ facts, skippedFacts }) => facts.length + skippedFacts.length > 0);
  if (!isInline) {
    const [first] = documents as [ParsedDocument];
    first.facts = first.facts.concat(...(options.instances ?? []).map(({ facts }) => facts));
    first.skippedFacts = first.skippedFacts.concat(...(options.instances ?? []).map(({ skippedFacts }) => skippedFacts));
  }
  const cover = readCover(input, documents);
  const calendar: Calendar = {
    ...(cover.fiscalYearEnd && { fiscalYearEnd: cover.fiscalYearEnd }),
    ...(cover.periodEnd && { latest: cover.periodEnd }),
    knownDays: knownDays(documents),
    isAnnual: !/^(?:10-?Q|6-K)/i.test(input.form),
  };
  documents.forEach((document, index) => {
    const { raw } = opened[index]!;
    const { tables, ordinals } = analyseTables(raw, calendar);
    if (!isInline) placeFacts(tables, document.facts);
    bindFacts(tables, document.facts, options.cell && ((comparison) => options.cell!(document.name, comparison)));
    labelFromLines(document.facts, raw);
    document.tables = tables;
    document.blocks = toBlocks(raw, ordinals, tables);
    const form = index === 0 || isFormType(document.type, input.form) ? input.form : document.type;
    const split = splitSections({ raw, dataTables: ordinals, form, ...(cover.periodEnd && { periodEnd: cover.periodEnd }) });
    document.sections = split.sections;
    options.tocItems?.(document.name, split.tocItems);
  });
  followReferences(documents, opened, input.form);
  return {
    documents,
    form: input.form,
    ...(cover.periodEnd && { periodEnd: cover.periodEnd }),
    items: itemsOf(documents[0]!, input.form),
  };
}

const unreadable = (input: ParseInput): ParsingError => {
  const isEmpty = input.documents.every((document) => document.bytes.length === 0);
  return isEmpty
    ? new ParsingError('DOCUMENT_EMPTY', `Filing ${input.accessionNumber} has no text.`, { accessionNumber: input.accessionNumber })
    : new ParsingError('DOCUMENT_UNREADABLE', `No document of filing ${input.accessionNumber} is text.`, {
        accessionNumber: input.accessionNumber,
      });
};

const isFormType = (type: string, form: string): boolean => type !== '' && type.replace(/\/A$/, '') === form.replace(/\/A$/, '');

/** Every readable document once; a full submission adds those that the folder did not give. */
function openDocuments(input: ParseInput, set: XbrlSet, readElsewhere?: ReadonlySet<string>): Opened[] {
  const opened: Opened[] = [];
  const names = new Set<string>();
  const add = (source: DocumentSource, text: string): void => {
    if (names.has(source.name) || readElsewhere?.has(source.name) || isNoProse(source, text)) return;
    names.add(source.name);
    const xbrl = createXbrlCollector(set);
    opened.push({ ...source, raw: readSource(text, xbrl), xbrl });
  };
  const submissions: { source: DocumentSource; text: string }[] = [];
  for (const { bytes, ...source } of input.documents) {
    if (bytes.length === 0 || isBinary(bytes)) continue;
    const text = decodeBytes(bytes);
    if (isSubmission(text)) submissions.push({ source, text });
    else add(source, text);
  }
  for (const { source, text } of submissions) {
    for (const { text: body, ...document } of splitSubmission(text, source.name)) add(document, body);
  }
  return opened;
}

/** Linkbases, schemas, renderings, uuencoded images: part of the folder, not of what the filer wrote. */
function isNoProse(source: DocumentSource, text: string): boolean {
  if (/^(?:EX-101|GRAPHIC|ZIP|EXCEL|JSON|XML$)/i.test(source.type) && !/\.html?$/i.test(source.name)) return true;
  if (/\.(?:xsd|jpg|jpeg|gif|png|zip|xlsx?|json|css|js|pdf)$/i.test(source.name) || /_(?:cal|def|lab|pre|htm)\.xml$/i.test(source.name))
    return true;
  return /^\s*begin \d{3} /.test(text.slice(0, 200)) || /^R\d+\.htm$/i.test(source.name) || source.name === 'FilingSummary.xml';
}

function readSource(text: string, xbrl: XbrlCollector): RawDocument {
  const head = text.slice(0, 100_000);
  const isHtml = /<(?:html|body|div|p|table\s|tr|td|font|br|head|title|center|pre)[\s>/]/i.test(head);
  if (!isHtml && /^\s*<\?xml/.test(head)) return readXml(text);
  if (!isHtml) return readPlainText(text);
  return readHtml(text, xbrl, layoutPlainText, isShell(head));
}

/** A page of HTML around plain text: hardly any tags among many lines. */
function isShell(head: string): boolean {
  let lines = 0;
  let tags = 0;
  for (let at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) lines++;
  for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at + 1)) tags++;
  return lines > 40 && tags * 12 < lines && !/<pre[\s>]/i.test(head);
}

function toDocument({ raw, xbrl, ...source }: Opened): ParsedDocument {
  const { facts, skippedFacts } = xbrl.finish(raw.text);
  for (const fact of facts) trim(fact, raw.text);
  return {
    name: source.name,
    type: source.type,
    text: raw.text,
    html: raw.html,
    blocks: [],
    tables: [],
    sections: [],
    facts,
    skippedFacts,
    dropped: raw.dropped,
  };
}

/** Facts outside of data tables that have no label yet: the first cell of their line, when it is words. */
function labelFromLines(facts: ParsedFact[], raw: RawDocument): void {
  let at = 0;
  const loose = facts.filter((fact) => fact.span && !fact.label && fact.isNumeric).sort((a, b) => a.span!.charStart - b.span!.charStart);
  for (const fact of loose) {
    const { charStart } = fact.span!;
    while (at < raw.lines.length && raw.lines[at]!.end <= charStart) at++;
    const line = raw.lines[at];
    if (!line || line.table < 0 || line.start > charStart) continue;
    const end = raw.text.indexOf(' | ', line.start);
    if (end > line.start && end < charStart && end - line.start < 200) fact.label = raw.text.slice(line.start, end);
  }
}

/** A fact's span begins and ends with its own text, not with what parts it from its neighbours. */
function trim(fact: ParsedFact, text: string): void {
  if (!fact.span) return;
  let { charStart, charEnd } = fact.span;
  while (charStart < charEnd && isSeparator(text.charCodeAt(charStart))) charStart++;
  while (charEnd > charStart && isSeparator(text.charCodeAt(charEnd - 1))) charEnd--;
  fact.span = { charStart, charEnd };
}

const isSeparator = (code: number): boolean => code === 32 || code === 10 || code === 124;

/** Days on which the periods of a filing's facts end; a 52/53-week year ends on one of them. */
function knownDays(documents: readonly ParsedDocument[]): number[] {
  const days = new Set<number>();
  const seen = new Set<string>();
  for (const document of documents) {
    for (const fact of document.facts) {
      if (seen.has(fact.contextRef)) continue;
      seen.add(fact.contextRef);
      days.add(toDay(fact.periodEnd));
      if (fact.periodStart) days.add(toDay(fact.periodStart) - 1);
    }
  }
  return [...days].filter(Number.isFinite).sort((a, b) => a - b);
}

/** Items of a current report, as its body has them. */
function itemsOf(document: ParsedDocument, form: string): string[] {
  if (!/^8-K/i.test(form)) return [];
  return [
    ...new Set(
      document.sections
        .filter((section) => section.key.startsWith('item') && section.charEnd > section.charStart)
        .map((section) => section.key.slice(4)),
    ),
  ];
}
