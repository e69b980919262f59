import { describe, expect, it } from 'vitest';
import { parseHeadersPage } from './headers-page.ts';
import { parseIndexPage } from './index-page.ts';
import { sgmlDocuments } from './sgml-documents.ts';
import { parseSgmlHeader } from './sgml-header.ts';

const PRINTED = `<SEC-DOCUMENT>0009900001-26-000003.txt : 20260129
<SEC-HEADER>0009900001-26-000003.hdr.sgml : 20260129
<ACCEPTANCE-DATETIME>20260129160530
ACCESSION NUMBER:		0009900001-26-000003
CONFORMED SUBMISSION TYPE:	8-K
PUBLIC DOCUMENT COUNT:		2
CONFORMED PERIOD OF REPORT:	20260129
ITEM INFORMATION:		Results of Operations and Financial Condition
ITEM INFORMATION:		Financial Statements and Exhibits
FILED AS OF DATE:		20260129

FILER:

	COMPANY DATA:	
		COMPANY CONFORMED NAME:			LARKFIELD INSTRUMENTS, INC.
		CENTRAL INDEX KEY:			0009900001
		FISCAL YEAR END:			0927

	FILING VALUES:
		FORM TYPE:		8-K

	FORMER COMPANY:	
		FORMER CONFORMED NAME:	LARKFIELD METERS INC
</SEC-HEADER>
`;

describe('a printed header', () => {
  it('gives form, instant, items by number and filers', () => {
    expect(parseSgmlHeader(PRINTED)).toEqual({
      accessionNumber: '0009900001-26-000003',
      form: '8-K',
      acceptedAt: new Date('2026-01-29T21:05:30Z'),
      filedAt: '2026-01-29',
      periodOfReport: '2026-01-29',
      items: ['2.02', '9.01'],
      filers: [{ cik: 9_900_001, name: 'LARKFIELD INSTRUMENTS, INC.', role: 'FILER', fiscalYearEnd: '0927' }],
    });
  });

  it('of 1997 uses the item numbers of its day and may lack the time', () => {
    const header = parseSgmlHeader(
      'ACCESSION NUMBER:\t0009900001-97-000002\nCONFORMED SUBMISSION TYPE:\t8-K\nITEM INFORMATION:\tOther events\nFILED AS OF DATE:\t19970312\n',
    );
    expect(header).toMatchObject({ items: ['5'], filedAt: '1997-03-12', filers: [] });
    expect(header?.acceptedAt).toBeUndefined();
  });

  it('names every filer with its role', () => {
    const header = parseSgmlHeader(`ACCESSION NUMBER:\t\t0009900009-26-000001
CONFORMED SUBMISSION TYPE:\t4
REPORTING-OWNER:\t
	OWNER DATA:\t
		COMPANY CONFORMED NAME:\t\t\tEXAMPLE PERSON
		CENTRAL INDEX KEY:\t\t\t0009900077
ISSUER:\t\t
	COMPANY DATA:\t
		COMPANY CONFORMED NAME:\t\t\tLARKFIELD INSTRUMENTS, INC.
		CENTRAL INDEX KEY:\t\t\t0009900001
		FISCAL YEAR END:\t\t\t0927
`);
    expect(header?.filers).toEqual([
      { cik: 9_900_077, name: 'EXAMPLE PERSON', role: 'REPORTING_OWNER' },
      { cik: 9_900_001, name: 'LARKFIELD INSTRUMENTS, INC.', role: 'ISSUER', fiscalYearEnd: '0927' },
    ]);
  });

  it('is null where there is none', () => {
    expect(parseSgmlHeader('<html>maintenance</html>')).toBeNull();
  });
});

it('reads the tagged header and the documents of a headers page', () => {
  const page = `<html><body><pre>&lt;SEC-HEADER&gt;0009900001-26-000003.hdr.sgml : 20260129
&lt;ACCEPTANCE-DATETIME&gt;20260129160530
&lt;ACCESSION-NUMBER&gt;0009900001-26-000003
&lt;TYPE&gt;8-K
&lt;PERIOD&gt;20260129
&lt;ITEMS&gt;2.02
&lt;ITEMS&gt;9.01
&lt;FILING-DATE&gt;20260129
&lt;FILER&gt;
&lt;COMPANY-DATA&gt;
&lt;CONFORMED-NAME&gt;Larkfield Instruments &amp;amp; Co.
&lt;CIK&gt;0009900001
&lt;FISCAL-YEAR-END&gt;0927
&lt;/COMPANY-DATA&gt;
&lt;/FILER&gt;
&lt;/SEC-HEADER&gt;
&lt;DOCUMENT&gt;
&lt;TYPE&gt;8-K
&lt;SEQUENCE&gt;1
&lt;FILENAME&gt;<a href="lrkfd.htm">lrkfd.htm</a>
&lt;DESCRIPTION&gt;8-K
&lt;TEXT&gt;
<a href="lrkfd.htm">lrkfd.htm</a><br>
&lt;/TEXT&gt;
&lt;/DOCUMENT&gt;
&lt;DOCUMENT&gt;
&lt;TYPE&gt;EX-99.1
&lt;SEQUENCE&gt;2
&lt;FILENAME&gt;ex991.htm
&lt;TEXT&gt;
&lt;/TEXT&gt;
&lt;/DOCUMENT&gt;
</pre></body></html>`;
  const { header, documents } = parseHeadersPage(page);
  expect(header).toMatchObject({
    form: '8-K',
    items: ['2.02', '9.01'],
    periodOfReport: '2026-01-29',
    filers: [{ cik: 9_900_001, fiscalYearEnd: '0927' }],
  });
  expect(documents).toEqual([
    { name: 'lrkfd.htm', sequence: 1, type: '8-K', description: '8-K' },
    { name: 'ex991.htm', sequence: 2, type: 'EX-99.1', description: undefined },
  ]);
});

describe('the index page', () => {
  const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td scope="row">${cell}</td>`).join('')}</tr>`;
  const folder = '/Archives/edgar/data/9900001/000990000126000003';
  it('gives types and sizes through viewer links, style sheets and missing end tags', () => {
    const page = `<html><body><table class="tableFile"><tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>
${row(['1', '8-K', `<a href="/ix?doc=${folder}/lrkfd.htm">lrkfd.htm</a> &nbsp;<span>iXBRL</span>`, '8-K', '31103'])}
${row(['2', '', `<a href="${folder}/xslF345X06/form4.xml">form4.html</a>`, '4', '&nbsp;'])}
${row(['2', '', `<a href="${folder}/form4.xml">form4.xml</a>`, '4', '5000'])}
<tr><td>3<td>PRESS RELEASE &amp; TABLES<td><a href="${folder}/ex991.htm">ex991.htm</a><td>EX-99.1<td>1200
${row(['&nbsp;', 'Complete submission text file', `<a href="${folder}/0009900001-26-000003.txt">x</a>`, '&nbsp;', '99'])}
</table></body></html>`;
    expect(parseIndexPage(page)).toEqual([
      { name: 'lrkfd.htm', sequence: 1, type: '8-K', description: '8-K', size: 31_103 },
      { name: 'form4.xml', sequence: 2, type: '4', description: undefined, size: undefined },
      { name: 'ex991.htm', sequence: 3, type: 'EX-99.1', description: 'PRESS RELEASE & TABLES', size: 1200 },
    ]);
  });
  it('refuses a name that leads out of the folder', () => {
    const page = row(['1', '', `<a href="${folder}/..%2F..%2Fx.htm">x</a>`, '10-K', '1']);
    expect(() => parseIndexPage(page)).toThrow(expect.objectContaining({ code: 'UNSAFE_ARCHIVE' }));
  });
});

describe('a whole submission', () => {
  const document = (fields: string[], text: string) => `<DOCUMENT>\n${fields.join('\n')}\n<TEXT>\n${text}\n</TEXT>\n</DOCUMENT>\n`;
  const read = (text: string) => sgmlDocuments(Buffer.from(text, 'utf8'), '0009900001-26-000003');

  it('yields each document without wrappers, byte for byte', () => {
    const documents = read(
      PRINTED +
        document(
          ['<TYPE>8-K', '<SEQUENCE>1', '<FILENAME>lrkfd.htm', '<DESCRIPTION>8-K'],
          '<XBRL>\n<?xml version="1.0"?>\n<html>Größe\r\n</html>\n</XBRL>',
        ) +
        document(['<TYPE>EX-99.1', '<SEQUENCE>2', '<FILENAME>ex991.htm'], '<html>A &lt;/TEXT&gt; here</html>'),
    );
    expect(documents.map(({ bytes, ...rest }) => ({ ...rest, text: Buffer.from(bytes ?? []).toString('utf8') }))).toEqual([
      { name: 'lrkfd.htm', sequence: 1, type: '8-K', description: '8-K', text: '<?xml version="1.0"?>\n<html>Größe\r\n</html>' },
      { name: 'ex991.htm', sequence: 2, type: 'EX-99.1', description: undefined, text: '<html>A &lt;/TEXT&gt; here</html>' },
    ]);
  });

  it('names documents of the time before file names', () => {
    const documents = read(document(['<TYPE>10-Q', '<SEQUENCE>1'], 'FORM 10-Q') + document(['<TYPE>EX-27', '<SEQUENCE>2'], '<TABLE>'));
    expect(documents.map(({ name, type }) => [name, type])).toEqual([
      ['0009900001-26-000003.txt', '10-Q'],
      ['0009900001-26-000003-2.txt', 'EX-27'],
    ]);
  });

  it('names uuencoded parts only and refuses unsafe member names', () => {
    const [image] = read(document(['<TYPE>GRAPHIC', '<SEQUENCE>3', '<FILENAME>logo.jpg'], 'begin 644 logo.jpg\nM_]C_X  02D9\n`\nend'));
    expect(image).toMatchObject({ name: 'logo.jpg', bytes: undefined });
    expect(() => read(document(['<TYPE>ZIP', '<FILENAME>a.zip'], 'begin 644 ../../x\nM_]C_X\nend'))).toThrow(
      expect.objectContaining({ code: 'UNSAFE_ARCHIVE' }),
    );
    expect(() => read(document(['<TYPE>10-K', '<FILENAME>../../x'], 'x'))).toThrow(expect.objectContaining({ code: 'UNSAFE_ARCHIVE' }));
  });

  it('refuses 10,001 documents', () => {
    expect(() => read(document(['<TYPE>EX-99', '<FILENAME>x.htm'], 'x').repeat(10_001))).toThrow(
      expect.objectContaining({ code: 'UNSAFE_ARCHIVE' }),
    );
  });
});
