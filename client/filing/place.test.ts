import { describe, expect, it } from 'vitest';
import { anchorOf, readPlace, writePlace } from './place.ts';

const read = (query: string) => readPlace(new URLSearchParams(query));

describe('the place in a filing', () => {
  it('is the passage of the address, as text', () => {
    expect(read('document=a.htm&from=10&to=25')).toEqual({
      documentName: 'a.htm',
      span: { from: 10, to: 25 },
      sectionKey: null,
      anchor: null,
      view: 'text',
    });
  });

  it('is the page as filed when no passage is named', () => {
    expect(read('')).toEqual({ documentName: null, span: null, sectionKey: null, anchor: null, view: 'page' });
    expect(read('section=part1.item1a').view).toBe('page');
  });

  it('takes no passage from offsets that are none', () => {
    for (const query of ['from=9&to=3', 'from=-1&to=3', 'from=1e3&to=2000', 'from=4']) expect(read(query).span).toBeNull();
  });

  it('comes back from its own address', () => {
    for (const query of ['document=a.htm&from=10&to=25', 'document=a.htm&section=note.3&view=text', 'document=a.htm&from=1&to=2&view=page'])
      expect(writePlace(read(query)).toString()).toBe(query);
  });
});

describe('the anchor of a place', () => {
  const sections = [
    { key: 'part1.item1', documentName: 'a.htm', charStart: 100, charEnd: 500, anchor: 'i1' },
    { key: 'part1.item1a', documentName: 'a.htm', charStart: 500, charEnd: 900, anchor: 'i1a' },
    { key: 'part2.item6', documentName: 'a.htm', charStart: 0, charEnd: 0, anchor: 'gone' },
    { key: 'exhibit', documentName: 'b.htm', charStart: 0, charEnd: 50, anchor: 'b' },
  ];
  it('is that of the section that was chosen', () => {
    expect(anchorOf(sections, 'a.htm', read('section=part1.item1a'))).toBe('i1a');
  });
  it('is the element that was named', () => {
    expect(anchorOf(sections, 'a.htm', read('from=700&to=720&anchor=f-12'))).toBe('f-12');
  });
  it('is that of the section which holds the passage', () => {
    expect(anchorOf(sections, 'a.htm', read('from=700&to=720'))).toBe('i1a');
    expect(anchorOf(sections, 'a.htm', read('from=100&to=120'))).toBe('i1');
    expect(anchorOf(sections, 'a.htm', read('from=10&to=20'))).toBeNull();
    expect(anchorOf(sections, 'b.htm', read('from=10&to=20'))).toBe('b');
  });
});
