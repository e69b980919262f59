/** Small pieces of XHTML in the manner of filing software: styled spans in divs, tables with a cell for each sign. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const FONT = "font-family:'Times New Roman',serif;font-size:10pt";
const span = (inner: string, extra = '') => `<span style="${FONT};${extra}line-height:120%">${inner}</span>`;

/** `inner` is markup: escape plain text first. */
export const p = (inner: string): string => `<div style="margin-top:9pt;text-align:justify">${span(inner, 'font-weight:400;')}</div>\n`;
export const centred = (inner: string, bold = true): string =>
  `<div style="text-align:center">${span(inner, bold ? 'font-weight:700;' : 'font-weight:400;')}</div>\n`;
export const heading = (inner: string, id?: string): string =>
  `<div${id ? ` id="${id}"` : ''} style="margin-top:18pt">${span(inner, 'font-weight:700;')}</div>\n`;
export const subheading = (inner: string): string =>
  `<div style="margin-top:12pt">${span(inner, 'font-style:italic;font-weight:700;')}</div>\n`;
export const bullet = (inner: string): string =>
  `<div style="margin-top:6pt;padding-left:36pt;text-indent:-18pt">${span('&#8226;', 'font-weight:400;padding-right:14pt;')}${span(inner, 'font-weight:400;')}</div>\n`;
export const pageBreak = (company: string, form: string, number: number): string =>
  `<div style="margin-top:12pt;text-align:center">${span(`${escaped(company)} | ${form} | ${number}`, 'font-size:8pt;')}</div>\n<hr style="page-break-after:always"/>\n`;

export interface Row {
  label: string;
  /** Markup of each column, already signed. */
  cells: string[];
  kind?: 'HEAD' | 'LINE' | 'TOTAL';
  indent?: boolean;
}

const cell = (inner: string, style: string, span_ = 1) =>
  `<td${span_ > 1 ? ` colspan="${span_}"` : ''} style="padding:2px 1pt;${style}">${inner}</td>`;

/**
 * A table with a heading row for each entry of `headings`. Every column takes three cells: currency sign, figure, closing bracket. The
 * sign stands in the first line and in totals, never beside a percentage.
 */
export function table(headings: string[][], rows: Row[], options: { currency?: boolean } = {}): string {
  const head = headings.map(
    ([label = '', ...columns]) =>
      `<tr>${cell(label === '' ? '' : span(label, 'font-weight:700;'), 'text-align:left;vertical-align:bottom')}` +
      `${columns.map((text) => cell(span(text, 'font-weight:700;'), 'border-bottom:1pt solid #000000;text-align:center;vertical-align:bottom', 3)).join('')}</tr>\n`,
  );
  const columns = (headings[0]?.length ?? 1) - 1;
  const firstLine = rows.findIndex(({ kind }) => kind !== 'HEAD');
  const body = rows.map((row, i) => {
    if (row.kind === 'HEAD') return `<tr>${cell(span(row.label, 'font-weight:700;'), 'text-align:left', 1 + 3 * columns)}</tr>\n`;
    const total = row.kind === 'TOTAL';
    const signed = (options.currency ?? true) && (total || i === firstLine);
    const shade = i % 2 ? '' : 'background-color:#cceeff;';
    const figures = row.cells.map((inner) => figureCells(inner, signed, shade + (total ? 'border-top:1pt solid #000000;' : '')));
    const label = cell(
      span(row.label, total ? 'font-weight:700;' : ''),
      `${shade}${row.indent ? 'padding-left:18pt;' : ''}text-align:left`,
    );
    return `<tr>${label}${figures.join('')}</tr>\n`;
  });
  return `<div style="margin-top:9pt"><table style="border-collapse:collapse;width:100%">\n${head.join('')}${body.join('')}</table></div>\n`;
}

function figureCells(inner: string, signed: boolean, style: string): string {
  const bracketed = /^\((<ix:nonFraction|\d)/.test(inner) && inner.endsWith(')');
  const sign = signed && inner !== '' && !inner.endsWith('%') ? span('$') : '';
  return (
    cell(sign, `${style}text-align:left`) +
    cell(span(bracketed ? inner.slice(0, -1) : inner), `${style}text-align:right`) +
    cell(bracketed ? span(')') : '', `${style}text-align:left`)
  );
}
