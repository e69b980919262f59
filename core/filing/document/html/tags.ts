import { detached } from '../detached.ts';

/** What an element means for the text and what becomes of it in the sanitised HTML. */
export interface Tag {
  readonly id: number;
  readonly name: string;
  readonly kind: TagKind;
  /** Name in the sanitised HTML; undefined: the tag goes, its content stays. */
  readonly out?: string;
  readonly isVoid: boolean;
  /** Style bits that the element sets by itself. */
  readonly flags: number;
  readonly heading: number;
  /** Its tags in the sanitised HTML, without attributes; empty without `out`. */
  readonly openTag: string;
  readonly closeTag: string;
}

export type TagKind =
  | 'INLINE'
  | 'BLOCK'
  | 'TABLE'
  | 'ROW'
  | 'CELL'
  | 'BREAK'
  | 'RULE'
  | 'PAGE'
  | 'DROP'
  | 'PREFORMATTED'
  | 'XBRL'
  | 'UNKNOWN';

export const BOLD = 1;
export const ITALIC = 2;
export const UNDERLINE = 4;
export const HIDDEN = 8;
export const PRE = 16;
export const CENTRED = 32;
export const WHITE = 64;
export const SHADED = 128;
export const SUPERSCRIPT = 256;

const tags = new Map<string, Tag>();

function define(names: string, kind: TagKind, options: { out?: string | true; isVoid?: boolean; flags?: number } = {}): void {
  for (const name of names.split(' ')) {
    const heading = /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
    const out = options.out === true ? name : options.out;
    const markup = out === undefined ? { openTag: '', closeTag: '' } : { openTag: `<${out}>`, closeTag: `</${out}>` };
    tags.set(name, { id: tags.size, name, kind, out, isVoid: options.isVoid ?? false, flags: options.flags ?? 0, heading, ...markup });
  }
}

define('b strong', 'INLINE', { out: true, flags: BOLD });
define('i em cite', 'INLINE', { out: true, flags: ITALIC });
define('u ins', 'INLINE', { out: 'u', flags: UNDERLINE });
define('sup', 'INLINE', { out: true, flags: SUPERSCRIPT });
define('sub s strike del small big tt code span font a abbr q', 'INLINE', { out: true });
define('p div blockquote ul ol li dl dt dd', 'BLOCK', { out: true });
define('h1 h2 h3 h4 h5 h6', 'BLOCK', { out: true, flags: BOLD });
define('center', 'BLOCK', { out: true, flags: CENTRED });
define(
  'html body head form fieldset section article header footer main aside nav address figure figcaption legend details summary',
  'BLOCK',
);
define('text document type sequence filename description', 'BLOCK');
define('table', 'TABLE', { out: true });
define('caption', 'BLOCK');
define('tr', 'ROW', { out: true });
define('td', 'CELL', { out: true });
define('th', 'CELL', { out: true, flags: BOLD });
define('br', 'BREAK', { out: true, isVoid: true });
define('hr', 'RULE', { out: true, isVoid: true });
define('page', 'PAGE', { isVoid: true });
define('pre listing', 'PREFORMATTED', { flags: PRE });
define('script style title textarea iframe noembed noframes xmp plaintext template noscript', 'DROP');
define('svg math object applet select option button video audio canvas datalist dialog frameset', 'DROP');
define('img input embed param source track area base basefont bgsound frame keygen link meta col wbr image', 'DROP', { isVoid: true });
define('tbody thead tfoot colgroup map nobr label wbr s c fn', 'UNKNOWN');
define('ix:header', 'XBRL', { flags: HIDDEN });

/** Room for one entry of each tag name; unknown names share the last one. */
export const tagCount = tags.size + 2;
const nameless = { name: '', out: undefined, isVoid: false, flags: 0, heading: 0, openTag: '', closeTag: '' };
const unknown: Tag = { ...nameless, id: tags.size, kind: 'UNKNOWN' };
const xbrl: Tag = { ...nameless, id: tags.size + 1, kind: 'XBRL' };

const byName = new Map<string, Tag>();
/** Names of up to four letters and digits, packed. */
const byCode = new Map<number, Tag>();

/** The tag of the name at a place in a page, in any case; for most tags without making a string. */
export function tagAt(source: string, start: number, end: number): Tag {
  if (end - start > 4) return tagOf(source.slice(start, end));
  let code = 0;
  for (let i = start; i < end; i++) {
    const c = source.charCodeAt(i);
    if (c < 48 || c > 122) return tagOf(source.slice(start, end));
    code = (code << 7) | c;
  }
  let tag = byCode.get(code);
  if (tag === undefined) {
    tag = tagOf(source.slice(start, end));
    if (byCode.size < 2000) byCode.set(code, tag);
  }
  return tag;
}

/** The tag of a name as it is written, in any case. Names with a colon belong to XBRL. */
export function tagOf(name: string): Tag {
  const known = byName.get(name);
  if (known) return known;
  const lower = name.toLowerCase();
  const tag = tags.get(lower) ?? (lower.includes(':') ? xbrl : unknown);
  if (byName.size < 2000 && name.length < 100) byName.set(detached(name), tag);
  return tag;
}
