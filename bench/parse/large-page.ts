const style =
  'padding:2px 1pt;text-align:left;vertical-align:bottom;color:#000000;font-family:Helvetica,sans-serif;font-size:9pt;font-weight:400;line-height:120%';

/** A made-up inline XBRL page of about the given length: tables of tagged figures among paragraphs, styled as filers' tools do. */
export function largePage(length: number): string {
  const parts = [
    `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"><body><div style="display:none"><ix:header><ix:resources><xbrli:context id="c1"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000001</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context><xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>`,
  ];
  let size = parts[0]!.length;
  for (let n = 0; size < length; n++) {
    const rows = Array.from({ length: 20 }, (_, row) => {
      const cells = [0, 1, 2].map(
        (column) =>
          `<td style="${style}"><span style="${style}">$</span></td><td style="${style}"><span style="${style}"><ix:nonFraction contextRef="c1" unitRef="usd" decimals="-6" scale="6" format="ixt:num-dot-decimal" name="us-gaap:Revenues" id="f-${n}-${row}-${column}">${(n % 900) + 1},${String(100 + row * 7 + column)}</ix:nonFraction></span></td>`,
      );
      return `<tr><td colspan="3" style="${style}"><span style="${style}">Line ${row} of table ${n}</span></td>${cells.join('')}</tr>`;
    });
    const part = `<div style="${style}"><span style="${style}">Paragraph ${n} tells how the figures below came about, in words that say nothing else.</span></div><table style="${style}"><tr><td style="${style}">&#160;</td><td colspan="2" style="${style}">2024</td><td colspan="2" style="${style}">2023</td><td colspan="2" style="${style}">2022</td></tr>${rows.join('')}</table>`;
    parts.push(part);
    size += part.length;
  }
  return `${parts.join('')}</body></html>`;
}
