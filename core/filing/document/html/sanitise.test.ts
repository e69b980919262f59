import { describe, expect, it } from 'vitest';
import { parseOne } from '../testing.ts';

const classes: readonly [string, string][] = [
  ['script element', '<script>alert(1)</script>'],
  ['script with a broken end', '<script>alert(1)</script '],
  ['event handler', '<p onclick="alert(1)" onmouseover=alert(2)>x</p>'],
  ['javascript link', '<a href="javascript:alert(1)">x</a>'],
  ['encoded javascript link', '<a href="jav&#x09;ascript:alert(1)">x</a>'],
  ['data link', '<a href="data:text/html,<script>alert(1)</script>">x</a>'],
  ['remote image', '<img src="https://evil.example/x.png" onerror="alert(1)">'],
  ['svg with script', '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>'],
  ['math and style mutation', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'],
  ['xmp', '<xmp><script>alert(1)</script></xmp>'],
  ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
  ['meta refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['base', '<base href="https://evil.example/">'],
  ['link', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ['style element', '<style>@import url(https://evil.example/x.css)</style>'],
  ['url() in a style', '<p style="background:url(https://evil.example/x.png)">x</p>'],
  ['escaped url() in a style', '<p style="background:\\75rl(https://evil.example/x.png)">x</p>'],
  ['expression', '<p style="width:expression(alert(1))">x</p>'],
  ['form', '<form action="https://evil.example"><input name="a"><button formaction="javascript:alert(1)">x</button></form>'],
  ['iframe', '<iframe src="https://evil.example"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>'],
  ['object and embed', '<object data="https://evil.example"></object><embed src="https://evil.example">'],
  ['template', '<template><script>alert(1)</script></template>'],
  ['attribute break-out', '<p style="color:red&quot; onload=&quot;alert(1)">x</p><p id=\'a" onload="alert(1)\'>x</p>'],
  ['clobbering names', '<a id="body"></a><a name="cookie"></a><form id="getElementById"></form>'],
  ['comment tricks', '<!--><img src=x onerror=alert(1)>--><!-- --!><img src=x onerror=alert(1)>'],
  ['text that looks like markup', '<p>&lt;img src=x onerror=alert(1)&gt; 1 < 2 <3</p>'],
  ['textarea', '<textarea><img src=x onerror=alert(1)></textarea>'],
  ['plaintext', '<plaintext><img src=x onerror=alert(1)>'],
  ['video', '<video src="https://evil.example" autoplay><source src="https://evil.example"></video>'],
  ['import map in preformatted text', '<pre><script>alert(1)</script><img src=x onerror=alert(1)></pre>'],
  ['CDATA', '<![CDATA[<script>alert(1)</script>]]>'],
  ['null bytes', '<scr\u0000ipt>alert(1)</scr\u0000ipt><im\u0000g src=x onerror=alert(1)>'],
  ['table foster parenting', '<table><script>alert(1)</script><img src=x onerror=alert(1)><tr><td>x</td></tr></table>'],
];

const allowed = new Set(
  'a b br big blockquote center code dd div dl dt em cite font h1 h2 h3 h4 h5 h6 hr i abbr li ol p pre q s small span strike del strong sub sup table td th tr tt u ul'.split(
    ' ',
  ),
);

describe('the sanitised HTML', () => {
  it.each(classes)('lets nothing through: %s', (_, payload) => {
    for (const page of [
      `<html><body><p>before</p>${payload}<p>after</p></body></html>`,
      `${payload}<div>before</div>`,
      `<table><tr><td>before ${payload}`,
    ]) {
      expect(violations(htmlOf(page))).toEqual([]);
    }
  });

  it('keeps links inside the document and nothing of other links', () => {
    const { html } = parseOne(
      '<html><body><a href="#item1">Item 1</a><a href="https://sec.example">out</a><div id="item1"></div><p>Text</p></body></html>',
    );
    expect(html).toContain('<a href="#t-item1">');
    expect(html).toContain('id="t-item1"');
    expect(html).not.toContain('sec.example');
  });

  it('keeps the looks that a reader needs', () => {
    const { html } = parseOne(
      '<html><body><table><tr><td colspan="2" style="text-align:right;font-weight:bold;behavior:url(#x)">Total</td></tr></table></body></html>',
    );
    expect(html).toMatch(/<td style="text-align:right;font-weight:bold" colspan="2">/);
  });

  it('closes every element that it opens', () => {
    const { html } = parseOne('<html><body><div><b><table><tr><td><p>x<ul><li>y</div></b></body></html>');
    const open: string[] = [];
    for (const [, slash, name] of html.matchAll(/<(\/?)([a-z\d]+)[^>]*>/g)) {
      if (name === 'br' || name === 'hr') continue;
      if (slash) expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
  });
});

/** A payload may swallow the whole page: then there is nothing to show. */
function htmlOf(page: string): string {
  try {
    return parseOne(page).html;
  } catch (error) {
    expect(error).toMatchObject({ code: 'DOCUMENT_EMPTY' });
    return '';
  }
}

/** Everything in a piece of HTML that is not on the list: tags, attributes, schemes. */
function violations(html: string): string[] {
  const out: string[] = [];
  for (const [tag, name, attributes] of html.matchAll(/<\/?([^\s>]*)([^>]*)>?/g)) {
    if (!allowed.has(name!)) out.push(tag);
    const rest = attributes!.replace(/ (?:style|id|href|colspan|rowspan)="([^"]*)"/g, (whole, value: string) =>
      /[<>\\(]|javascript|url/.test(value) && !/^[^(]*rgba?\([\d., ]+\)[^(]*$/.test(value) ? whole : '',
    );
    if (rest.trim() !== '') out.push(tag);
    if (/href="(?!#t-)/.test(tag)) out.push(tag);
    if (/ id="(?!t-|o\d|f\d)/.test(tag)) out.push(tag);
  }
  return out;
}
