import { describe, expect, it } from 'vitest';
import { inlinePage, parseOne } from '../testing.ts';

const text = (body: string) => parseOne(`<html><body>${body}</body></html>`).text;

describe('the normalised text', () => {
  it('collapses white space and parts blocks by lines', () => {
    expect(text('<p>  One\n two&nbsp;&nbsp;three </p><div>Four<br>Five</div>')).toBe('One two three\nFour\nFive');
  });

  it('joins the cells of a row, and a sign with its figure', () => {
    expect(text('<table><tr><td>Cash</td><td>$</td><td>5,794</td><td></td><td>(19</td><td>)</td><td>24</td><td>%</td></tr></table>')).toBe(
      'Cash | $ 5,794 | (19) | 24%',
    );
  });

  it('keeps a note mark out of the figure before it', () => {
    expect(text('<table><tr><td>Cash</td><td>5,794<sup>1</sup></td></tr></table>')).toBe('Cash | 5,794 1');
  });

  it('decodes named, decimal and hexadecimal references, also those of windows-1252', () => {
    expect(text('<p>AT&amp;T &#8217; &#x2014; &eacute; &#146; &unknown; R&D</p>')).toBe('AT&T ’ — é ’ &unknown; R&D');
  });

  it('reads windows-1252 bytes where they are no UTF-8', () => {
    expect(
      parseOne(new Uint8Array([...Buffer.from('<html><body><p>Company'), 0x92, ...Buffer.from('s plan</p></body></html>')])).text,
    ).toBe('Company’s plan');
  });

  it.each([
    ['display:none', '<p style="display:none">secret</p>'],
    ['visibility:hidden', '<p style="VISIBILITY: hidden">secret</p>'],
    ['font-size:0', '<p style="font-size:0px">secret</p>'],
    ['opacity:0', '<p style="opacity:0">secret</p>'],
    ['white on white', '<p style="color:#FFFFFF">secret</p>'],
    ['white font', '<font color="white">secret</font>'],
    ['the hidden attribute', '<p hidden>secret</p>'],
  ])('drops and counts text hidden by %s', (_, markup) => {
    const document = parseOne(`<html><body><p>seen</p>${markup}</body></html>`);
    expect(document.text).toBe('seen');
    expect(document.html).not.toContain('secret');
    expect(document.dropped.hiddenCharacters).toBe(6);
  });

  it('keeps white text on a dark ground', () => {
    expect(text('<table><tr style="background-color:#003366"><td style="color:#ffffff">Revenue</td></tr></table>')).toBe('Revenue');
  });

  it('drops and counts zero-width and tag characters', () => {
    const document = parseOne('<html><body><p>pay\u200bment\u{E0041}\u{E0042} now&#8203;</p></body></html>');
    expect(document.text).toBe('payment now');
    expect(document.dropped).toMatchObject({ zeroWidth: 2, tagCharacters: 2 });
    expect(document.html).not.toMatch(/\u200b/);
  });

  it('survives markup that never closes', () => {
    expect(text('<p>One<p><b>Two<table><tr><td>a<td>b<tr><td>c</table>Three')).toBe('One\nTwo\na | b\nc\nThree');
  });

  it('reads a cell whose preformatted text another cell follows', () => {
    expect(parseOne('<table><tr><td>One<td><pre>Two<td/>three').text).toContain('three');
  });

  it('keeps the text of CDATA sections and nothing of their marks', () => {
    expect(parseOne('<p>Net <![CDATA[income]]> rose</p>').text).toBe('Net income rose');
  });

  it('reads a page that is cut off inside a tag', () => {
    expect(parseOne('<html><body><p>One</p><p>Two</p ').text).toBe('One\nTwo');
  });

  it('keeps the lines of preformatted text', () => {
    expect(text('<pre>\n                      PART I\n\nItem 1.   Business\n</pre>')).toBe('PART I\nItem 1. Business');
  });

  it('reads plain text inside a bare HTML shell line by line', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `Line number ${i} of the page.\n`).join('\n');
    expect(parseOne(`<html><body><div>${lines}</div></body></html>`).text.split('\n')).toHaveLength(60);
  });
});

describe('spans and anchors', () => {
  it('gives every block an anchor that stands in the HTML', () => {
    const document = parseOne(
      '<html><body><h1>Title</h1><p>One</p><table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table></body></html>',
    );
    for (const block of document.blocks) expect(document.html).toContain(`id="${block.anchor}"`);
    expect(document.blocks.map((block) => block.kind)).toEqual(['HEADING', 'PARAGRAPH', 'TABLE']);
  });

  it('points at the figure of a fact, not at what parts it from the label', () => {
    const document = parseOne(
      inlinePage(
        '<table><tr><td>Revenue</td><td><ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" decimals="-6" scale="6" format="ixt:num-dot-decimal">1,234</ix:nonFraction></td></tr></table>',
      ),
    );
    const [fact] = document.facts;
    expect(fact).toMatchObject({ concept: 'us-gaap:Revenues', value: '1234000000', label: 'Revenue' });
    expect(document.text.slice(fact!.span!.charStart, fact!.span!.charEnd)).toBe('1,234');
    expect(document.html).toContain(`id="${fact!.anchor}"`);
  });
});
