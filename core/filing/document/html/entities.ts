import { Tokenizer } from 'htmlparser2';
import { detached } from '../detached.ts';

const cache = new Map<string, string>();
const cacheLimit = 4096;
let decoded = '';

const ignore = () => {};
const tokenizer = new Tokenizer(
  { decodeEntities: true },
  {
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    onattribname: ignore,
    oncdata: ignore,
    onclosetag: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onopentagend: ignore,
    onopentagname: ignore,
    onprocessinginstruction: ignore,
    onselfclosingtag: ignore,
    ontext: (start, end) => {
      decoded += current.slice(start, end);
    },
    ontextentity: (codepoint) => {
      decoded += String.fromCodePoint(codepoint);
    },
  },
);
let current = '';

/** One character reference, `&nbsp;` or `&#8217;`, as the text it stands for; each distinct one is decoded once. */
export function decodeEntity(reference: string): string {
  const known = cache.get(reference);
  if (known !== undefined) return known;
  if (cache.size >= cacheLimit) cache.clear();
  current = reference;
  decoded = '';
  tokenizer.reset();
  tokenizer.write(reference);
  tokenizer.end();
  cache.set(detached(reference), decoded);
  return decoded;
}

const longestReference = 40;

/** Where the character reference that begins at `start` ends (past its semicolon), or `start` when the ampersand is just that. */
export function entityEnd(source: string, start: number, end: number): number {
  const limit = Math.min(end, start + longestReference);
  let i = start + 1;
  if (source.charCodeAt(i) === 35) i++;
  const first = i;
  while (i < limit) {
    const c = source.charCodeAt(i);
    if (!((c > 47 && c < 58) || (c > 64 && c < 91) || (c > 96 && c < 123))) break;
    i++;
  }
  if (i === first) return start;
  return i < end && source.charCodeAt(i) === 59 ? i + 1 : i;
}

/** Text or an attribute value with its character references decoded. */
export function decodeEntities(source: string): string {
  let at = source.indexOf('&');
  if (at < 0) return source;
  let out = '';
  let last = 0;
  while (at >= 0) {
    const end = entityEnd(source, at, source.length);
    if (end > at) {
      out += source.slice(last, at) + decodeEntity(source.slice(at, end));
      last = end;
    }
    at = source.indexOf('&', Math.max(end, at + 1));
  }
  return out + source.slice(last);
}
