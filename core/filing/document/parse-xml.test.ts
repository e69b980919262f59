import { expect, test } from 'vitest';
import { parseXml } from './parse-xml.ts';

function textOf(source: string): string {
  let text = '';
  parseXml(source, { onopentag() {}, ontext: (piece) => (text += piece), onclosetag() {} }, 100);
  return text;
}

test('entities of the document, external or growing, are never opened', () => {
  expect(textOf('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')).not.toContain('root:');
  const bomb = `<!DOCTYPE a [<!ENTITY b "${'lol'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}"><!ENTITY d "${'&c;'.repeat(100)}">]><a>&d;</a>`;
  expect(textOf(bomb).length).toBeLessThan(bomb.length);
  expect(textOf('<a>&amp;&lt;&#65;</a>')).toBe('&<A');
});
