import { parseFiling } from './parse-filing.ts';
import type { ParsedDocument, ParsedFiling } from './types.ts';

/** For tests: reads one document as the whole filing. */
export function parseOne(source: string | Uint8Array, form = '10-K', name = 'report.htm', reportDate = '2024-12-31'): ParsedDocument {
  return parseText(source, form, name, reportDate).documents[0]!;
}

export function parseText(source: string | Uint8Array, form = '10-K', name = 'report.htm', reportDate = '2024-12-31'): ParsedFiling {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  return parseFiling({ accessionNumber: '0009900001-25-000001', form, reportDate, documents: [{ name, type: form, sequence: 1, bytes }] });
}

const inlineNamespaces =
  'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"';

/** For tests: an inline XBRL page with a year (`y`) and a day (`d`) as contexts and `usd` as unit. */
export const inlinePage = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<html ${inlineNamespaces}><head><title>Report</title></head><body><div style="display:none"><ix:header><ix:resources>
<xbrli:context id="y"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0009900001</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="d"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0009900001</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>${body}</body></html>`;

const fill = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));

/** For tests and measurements: markup made to exhaust a reader, each about `size` characters long. */
export const hostilePages: Readonly<Record<string, (size: number) => string>> = {
  'unclosed tags': (size) => fill('<div>x', size),
  'end tags of nothing': (size) => `<b><table><tr><td>${fill('</b>', size)}`,
  '4,000 nested elements, again and again': (size) => fill(`${'<div>'.repeat(4000)}x${'</div>'.repeat(4000)}`, size),
  'a table of a million columns': (size) => `<table><tr>${fill('<td>1,000</td>', Math.min(size, 14_000_000))}</tr></table>`,
  'nested tables': (size) => fill('<table><tr><td>a', size),
  'many small tables': (size) => fill('<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>', size),
  'one huge attribute': (size) => `<p style="${fill('color:red;', size)}">x</p>`,
  'many attributes': (size) => `<p ${fill('a="b" ', size)}>x</p>`,
  'character references': (size) => `<p>${fill('&amp;&#8217;', size)}</p>`,
  'declared entities': (size) =>
    `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]><html><body><p>${fill('&b;', size)}</p></body></html>`,
  'unclosed comments': (size) => fill('<!--', size),
  'angle brackets': (size) => `<p>${fill('<', size)}`,
  'headings without end': (size) => fill('<p>Item 8. Financial Statements</p><p>Note 1. Basis</p>', size),
  'facts without end': (size) => fill('<ix:nonFraction name="a:b">1', size),
  'plain text in one line': (size) => fill('net sales .... $ 1,000 </b> ', size),
  'columns of plain text': (size) => fill('a  1,000  2,000\n', size),
};
