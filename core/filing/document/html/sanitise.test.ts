import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { parseOne } from '../testing.ts';
import { payloads } from './sanitiser-payloads.ts';

const allowedTags = new Set(
  'a b br big blockquote center code dd div dl dt em cite font h1 h2 h3 h4 h5 h6 hr i abbr li ol p pre q s small span strike del strong sub sup table td th tr tt u ul'.split(
    ' ',
  ),
);
const allowedAttributes: Readonly<Record<string, RegExp>> = {
  id: /^(?:t-[\w.:-]{1,200}|o\d+|f\d+)$/,
  href: /^#t-[\w.:-]{1,200}$/,
  colspan: /^\d{1,4}$/,
  rowspan: /^\d{1,4}$/,
  style: /^(?:[a-z-]+:(?:[a-z0-9#%., -]{1,80}|rgba?\([0-9., ]{5,40}\))(?:;(?!$)|$))+$/,
};
const forbiddenDeclaration =
  /(?:^|;)(?:position|inset|z-index|behavior|content|filter|mask|cursor|list-style-image|background-image|-moz-binding|--)/;

describe('the sanitised HTML', () => {
  it('has a corpus of at least two hundred payloads, no two alike', () => {
    expect(new Set(payloads.map(({ markup }) => markup)).size).toBe(payloads.length);
    expect(payloads.length).toBeGreaterThanOrEqual(200);
  });

  it('is held to lists that refuse the payloads as they are', () => {
    const harmless = payloads.filter(({ markup }) => violations(`${markup} >after`).length === 0);
    expect(harmless.map(({ kind }) => kind).filter((kind) => kind !== 'references')).toEqual([]);
  });

  it.each([...new Set(payloads.map(({ kind }) => kind))])('lets nothing through: %s', (kind) => {
    for (const { markup } of payloads.filter((payload) => payload.kind === kind)) {
      for (const page of pagesWith(markup)) expect(violations(htmlOf(page)), page.slice(0, 300)).toEqual([]);
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

/** In the middle of a page, as its beginning, in a table, inside preformatted text and in a page of plain text. */
const pagesWith = (markup: string): string[] => [
  `<html><body><p>before</p>${markup}<p>after</p></body></html>`,
  `${markup}<div>before</div>`,
  `<table><tr><td>before ${markup}`,
  `<pre>before ${markup}</pre>`,
  `<html><body>${'a line of text\n'.repeat(60)}${markup}</body></html>`,
];

/** Everything in a piece of HTML that is not on the lists above, as another parser finds it. */
function violations(html: string): string[] {
  const out: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!allowedTags.has(name)) out.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!allowedAttributes[attribute]?.test(value)) out.push(`<${name} ${attribute}="${value}">`);
        if (attribute === 'style' && forbiddenDeclaration.test(value)) out.push(value);
      }
    },
    oncomment: (text) => void out.push(`<!--${text}`),
    onprocessinginstruction: (name) => void out.push(name),
    oncdatastart: () => void out.push('CDATA'),
  });
  parser.end(html);
  return out;
}
