import type { ParsedDocument, TableCell } from '../types.ts';
import type { HoldingsReport, OwnershipReport } from './types.ts';

const CODES: Readonly<Record<string, string>> = {
  P: 'open market purchase',
  S: 'open market sale',
  A: 'grant or award',
  M: 'exercise or conversion of a derivative security',
  F: 'shares withheld for taxes or exercise price',
  G: 'gift',
  D: 'disposition to the issuer',
  C: 'conversion of a derivative security',
  X: 'exercise of an option',
  J: 'other acquisition or disposition',
  W: 'acquisition or disposition by will',
  V: 'voluntarily reported early',
  I: 'discretionary transaction',
  L: 'small acquisition',
  Z: 'voting trust',
  U: 'tender of shares',
  K: 'equity swap',
  E: 'expiration of a short derivative position',
  H: 'expiration of a long derivative position',
  O: 'exercise of an out-of-the-money derivative',
};

/** Forms 3, 4 and 5 in plain sentences and a table, so that they can be searched, read and quoted. */
export function ownershipDocument(report: OwnershipReport, source: { name: string; type: string }): ParsedDocument {
  const text = new TextBuilder();
  text.heading(
    `Form ${report.documentType}: ownership of ${report.issuer.name}${report.issuer.ticker ? ` (${report.issuer.ticker})` : ''}`,
  );
  for (const owner of report.owners) text.line(`Reporting owner: ${owner.name} (CIK ${owner.cik})${relationOf(owner)}`);
  if (report.periodOfReport) text.line(`Period of report: ${report.periodOfReport}`);
  if (report.isPlanned) text.line('The transactions were made under a plan intended to satisfy Rule 10b5-1(c).');
  if (report.entries.length > 0) {
    text.table(
      [
        'Security',
        'Date',
        'Transaction',
        'Acquired or disposed',
        'Shares',
        'Price per share',
        'Owned after',
        'Ownership',
        'Exercise price',
        'Expires',
        'Underlying',
      ],
      report.entries.map((entry) => [
        entry.securityTitle,
        entry.transactionDate ?? '',
        entry.code === undefined ? (entry.kind === 'HOLDING' ? 'holding' : '') : `${entry.code} ${CODES[entry.code] ?? ''}`.trim(),
        entry.direction?.toLowerCase() ?? '',
        grouped(entry.shares),
        entry.pricePerShare === undefined ? '' : `$${grouped(entry.pricePerShare)}`,
        grouped(entry.sharesAfter ?? entry.valueAfter),
        entry.isDirect ? 'direct' : `indirect${entry.natureOfOwnership ? `: ${entry.natureOfOwnership}` : ''}`,
        entry.exercisePrice === undefined ? '' : `$${grouped(entry.exercisePrice)}`,
        entry.expirationDate ?? '',
        entry.underlyingTitle === undefined ? '' : `${grouped(entry.underlyingShares)} ${entry.underlyingTitle}`.trim(),
      ]),
    );
  }
  for (const note of report.footnotes) text.line(`${note.id}: ${note.text}`);
  if (report.remarks) text.line(`Remarks: ${report.remarks}`);
  return text.document(source);
}

function relationOf(owner: OwnershipReport['owners'][number]): string {
  const roles = [
    owner.isDirector ? 'director' : '',
    owner.isOfficer ? `officer${owner.title ? `: ${owner.title}` : ''}` : '',
    owner.isTenPercentOwner ? 'owner of more than 10 %' : '',
    owner.isOther ? (owner.title ?? 'other') : '',
  ].filter(Boolean);
  return roles.length === 0 ? '' : `, ${roles.join(', ')}`;
}

/** A 13F in plain words and a table. */
export function holdingsDocument(report: HoldingsReport, source: { name: string; type: string }): ParsedDocument {
  const text = new TextBuilder();
  text.heading(`${report.submissionType}: holdings of ${report.managerName} on ${report.periodEnd}`);
  if (report.isAmendment) {
    const effect =
      report.amendmentType === 'RESTATEMENT'
        ? 'It replaces what was reported before.'
        : report.amendmentType === 'NEW_HOLDINGS'
          ? 'It adds holdings to what was reported before.'
          : 'It does not say whether it replaces or adds, so it is left out of what the manager holds.';
    text.line(`Amendment${report.amendmentNumber ? ` ${report.amendmentNumber}` : ''}. ${effect}`.trim());
  }
  const entries = report.statedEntries ?? report.holdings.length;
  text.line(`${entries} entries${report.statedValueUsd === undefined ? '' : `, $${grouped(report.statedValueUsd)} in all`}.`);
  for (const { row, reason } of report.unread.slice(0, 20)) text.line(`Row ${row} could not be read: ${reason}.`);
  if (report.unread.length > 20) text.line(`${report.unread.length - 20} more rows could not be read.`);
  if (report.holdings.length > 0) {
    text.table(
      ['Issuer', 'Class', 'CUSIP', 'Value (USD)', 'Amount', 'Type', 'Put or call', 'Discretion', 'Sole votes', 'Shared votes', 'No votes'],
      report.holdings.map((holding) => [
        holding.nameOfIssuer,
        holding.titleOfClass,
        holding.cusip,
        grouped(holding.valueUsd),
        grouped(holding.amount),
        holding.amountType === 'SH' ? 'shares' : 'principal',
        holding.putCall?.toLowerCase() ?? '',
        holding.discretion ?? '',
        grouped(holding.votingSole),
        grouped(holding.votingShared),
        grouped(holding.votingNone),
      ]),
    );
  }
  return text.document(source);
}

/** Thousands parted by commas. */
function grouped(value: string | undefined): string {
  if (value === undefined) return '';
  const [whole = '', fraction] = value.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Writes text and HTML side by side, with the anchors and offsets that readers of other documents write. */
class TextBuilder {
  #text = '';
  #html = '';
  readonly #blocks: ParsedDocument['blocks'] = [];
  readonly #tables: ParsedDocument['tables'] = [];

  heading(text: string): void {
    this.#block('HEADING', text, 1);
  }

  line(text: string): void {
    this.#block('PARAGRAPH', text, 0);
  }

  #block(kind: 'HEADING' | 'PARAGRAPH', text: string, emphasis: number): void {
    const clean = this.#startLine(text);
    const charStart = this.#text.length - clean.length;
    const anchor = `o${charStart}`;
    this.#html += kind === 'HEADING' ? `<h2 id="${anchor}">${escapeHtml(clean)}</h2>\n` : `<p id="${anchor}">${escapeHtml(clean)}</p>\n`;
    this.#blocks.push({ kind, charStart, charEnd: this.#text.length, anchor, emphasis });
  }

  #startLine(text: string): string {
    const clean = text.replace(/\s+/g, ' ').trim();
    this.#text += (this.#text === '' ? '' : '\n') + clean;
    return clean;
  }

  table(header: readonly string[], rows: readonly (readonly string[])[]): void {
    const cells: TableCell[] = [];
    const charStart = this.#text.length + (this.#text === '' ? 0 : 1);
    const anchor = `o${charStart}`;
    this.#html += `<table id="${anchor}">`;
    for (const [row, values] of [header, ...rows].entries()) {
      this.#text += this.#text === '' ? '' : '\n';
      this.#html += '<tr>';
      for (const [column, value] of values.entries()) {
        const clean = value.replace(/\s+/g, ' ').replaceAll(' | ', ' / ').trim();
        if (column > 0) this.#text += ' | ';
        const start = this.#text.length;
        this.#text += clean;
        this.#html += row === 0 ? `<th>${escapeHtml(clean)}</th>` : `<td>${escapeHtml(clean)}</td>`;
        if (clean === '') continue;
        cells.push({
          row,
          column,
          rowSpan: 1,
          columnSpan: 1,
          text: clean,
          isHeader: row === 0,
          charStart: start,
          charEnd: this.#text.length,
          ...(row > 0 && { rowLabel: values[0], columnLabel: header[column] }),
        });
      }
      this.#html += '</tr>\n';
    }
    this.#html += '</table>\n';
    const charEnd = this.#text.length;
    this.#blocks.push({ kind: 'TABLE', charStart, charEnd, anchor, emphasis: 0 });
    this.#tables.push({ ordinal: this.#tables.length, charStart, charEnd, anchor, rows: rows.length + 1, columns: header.length, cells });
  }

  document(source: { name: string; type: string }): ParsedDocument {
    return {
      ...source,
      text: this.#text,
      html: this.#html,
      blocks: this.#blocks,
      tables: this.#tables,
      sections: [],
      facts: [],
      skippedFacts: [],
      dropped: { hiddenCharacters: 0, zeroWidth: 0, tagCharacters: 0 },
    };
  }
}
