import fc from 'fast-check';
import { Tokenizer } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { scanMarkup } from './scan-markup.ts';

type Event = [kind: string, ...texts: string[]];

function ours(source: string): Event[] {
  const events: Event[] = [];
  scanMarkup(source, {
    text: (start, end) => void events.push(['text', source.slice(start, end)]),
    openName: (start, end) => void events.push(['open', source.slice(start, end)]),
    attribute: (start, end, valueStart, valueEnd) =>
      void events.push(['attribute', source.slice(start, end), valueStart < 0 ? '' : source.slice(valueStart, valueEnd)]),
    openEnd: (isSelfClosed) => void events.push([isSelfClosed ? 'closed' : 'end']),
    closeTag: (start, end) => void events.push(['close', source.slice(start, end)]),
    comment: (start, end) => void events.push(['comment', source.slice(start, end)]),
  });
  return joined(events);
}

function reference(source: string): Event[] {
  const events: Event[] = [];
  let value = '';
  const ignore = () => undefined;
  const tokenizer = new Tokenizer(
    { decodeEntities: false, recognizeSelfClosing: true },
    {
      ontext: (start, end) => void events.push(['text', source.slice(start, end)]),
      oncdata: (start, end, offset) => void events.push(['text', source.slice(start, end - offset)]),
      onopentagname: (start, end) => void events.push(['open', source.slice(start, end)]),
      onattribname: (start, end) => {
        value = '';
        events.push(['attribute', source.slice(start, end)]);
      },
      onattribdata: (start, end) => {
        value += source.slice(start, end);
      },
      onattribend: () => void events[events.length - 1]!.push(value),
      onopentagend: () => void events.push(['end']),
      onselfclosingtag: () => void events.push(['closed']),
      onclosetag: (start, end) => void events.push(['close', source.slice(start, end)]),
      oncomment: (start, end, offset) => void events.push(['comment', source.slice(start, end - offset)]),
      onattribentity: ignore,
      ondeclaration: (start, end) => void events.push(['comment', source.slice(start, end)]),
      onend: ignore,
      onprocessinginstruction: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return joined(events);
}

/** Neighbouring texts as one, without what is empty; a comment counts by the words that begin it. */
function joined(events: Event[]): Event[] {
  const out: Event[] = [];
  for (const event of events) {
    const last = out[out.length - 1];
    if (event[0] === 'comment') {
      const words = event[1]!
        .trim()
        .slice(0, 12)
        .replace(/[-!]+$/, '');
      if (words !== '') out.push(['comment', words]);
    } else if (event[0] !== 'text') out.push(event);
    else if (event[1] !== '' && last?.[0] === 'text') last[1] += event[1]!;
    else if (event[1] !== '') out.push(event);
  }
  return out;
}

const pieces = [
  '<p>',
  '</p>',
  '<td colspan="3" style=\'a"b\'>',
  '<TD ALIGN=CENTER NOWRAP>',
  '<br/>',
  '<br / >',
  '<p a b=c d = "e" =f "g / h/ >',
  '<a\tname="v"/>',
  '<ix:nonFraction name="a:B" scale="6">',
  '</ix:nonFraction >',
  '<!-- words -->',
  '<!-->',
  '<!--->',
  '<!-- a --!>',
  '<!-- b --->',
  '<!page break>',
  '<!doctype html>',
  '<?xml version="1.0"?>',
  '<![CDATA[x<y]]>',
  '<![CDAx>',
  '</ x>',
  '</>',
  '< 5',
  '<<b>',
  '<script>x<b></script>',
  '<style>p { a > b }</STYLE >',
  '<title>a</titles></title>',
  '<textarea>',
  '</textarea>',
  '<xmp><b></xmp>',
  '<iframe/>',
  '<span>',
  '<sup>',
  '<plaintexts>',
  '&amp; words ',
  'x > y',
  '=',
  '"',
  "'",
  '/',
  '-',
  '!',
];

describe('the scan of markup', () => {
  it('finds what the tokenizer of htmlparser2 finds, in broken markup too', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const source = `${parts.join('')}"'></textarea></title></p>`;
        expect(ours(source)).toEqual(reference(source));
      }),
      { numRuns: 500 },
    );
  });

  it('drops a tag that the end of the page cuts off and keeps the text before it', () => {
    for (const tail of ['<td', '<td style="x', '<td style', '</td', '</td ', '<br /'])
      expect(ours(`Total${tail}`).filter(([kind]) => kind === 'text')).toEqual([['text', 'Total']]);
    expect(ours('Total<')).toEqual([['text', 'Total<']]);
    expect(ours('Total<!-- open')).toEqual([
      ['text', 'Total'],
      ['comment', 'open'],
    ]);
  });

  it('reads everything behind plaintext as text', () => {
    expect(ours('<plaintext><b>x</plaintext>')).toEqual([['open', 'plaintext'], ['end'], ['text', '<b>x</plaintext>']]);
  });
});
