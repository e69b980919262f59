import { detached } from '../detached.ts';
import { BOLD, CENTRED, HIDDEN, ITALIC, PRE, SHADED, SUPERSCRIPT, UNDERLINE, WHITE } from './tags.ts';

/** What a style attribute means for the text, and the part of it that may stand in the sanitised HTML. */
export interface Style {
  /** Bits to set and to clear on what is inherited. */
  readonly set: number;
  readonly clear: number;
  /** Points; 0 when not given. */
  readonly size: number;
  /** Left padding or margin, in points. */
  readonly indent: number;
  readonly breakBefore: boolean;
  readonly breakAfter: boolean;
  /** Safe declarations, already escaped for a double-quoted attribute. */
  readonly css: string;
  /** Start tags in the sanitised HTML that carry this style and nothing else, by tag id, as they were needed. */
  readonly openTags: string[];
}

const none: Style = { set: 0, clear: 0, size: 0, indent: 0, breakBefore: false, breakAfter: false, css: '', openTags: [] };
const cache = new Map<string, Style>();
const cacheLimit = 8000;
const longest = 4000;

const allowed = new Set(
  `background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse border-left border-right
  border-spacing border-top border-top-color border-top-style border-top-width color font-size font-style font-variant font-weight height
  letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width padding
  padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent text-transform vertical-align white-space width`.split(
    /\s+/,
  ),
);

/** Recently read ones, found by a few of their characters: comparing a string is cheaper than hashing it. */
const slots = new Array<{ source: string; style: Style } | undefined>(4096).fill(undefined);

/** Reads the style attribute at a place in a page; a page repeats a few hundred of them, each of which is read once. */
export function styleAt(page: string, start: number, end: number): Style {
  const length = end - start;
  if (length > longest) return none;
  let code = length;
  for (let i = end - 1, step = (length >> 3) + 1; i >= start; i -= step) code = (Math.imul(code, 31) + page.charCodeAt(i)) | 0;
  const slot = code & 4095;
  const source = page.slice(start, end);
  const recent = slots[slot];
  if (recent !== undefined && recent.source === source) return recent.style;
  const style = readStyle(source);
  slots[slot] = { source: detached(source), style };
  return style;
}

function readStyle(source: string): Style {
  const known = cache.get(source);
  if (known) return known;
  if (cache.size >= cacheLimit) cache.clear();
  const style = parse(source);
  cache.set(detached(source), style);
  return style;
}

function parse(source: string): Style {
  let set = 0;
  let clear = 0;
  let size = 0;
  let indent = 0;
  let breakBefore = false;
  let breakAfter = false;
  const css: string[] = [];
  for (const declaration of source.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    switch (name) {
      case 'display':
        if (value.startsWith('none')) set |= HIDDEN;
        break;
      case 'visibility':
        if (value.startsWith('hidden') || value.startsWith('collapse')) set |= HIDDEN;
        break;
      case 'opacity':
        if (Number.parseFloat(value) === 0) set |= HIDDEN;
        break;
      // A raised mark of a note is no digit of the number before it.
      case 'vertical-align':
        if (value === 'super') set |= SUPERSCRIPT;
        break;
      case 'top':
        if (value.startsWith('-') && /position\s*:\s*relative/i.test(source)) set |= SUPERSCRIPT;
        break;
      case 'font-weight':
        if (value.startsWith('bold') || Number.parseInt(value, 10) >= 600) set |= BOLD;
        else clear |= BOLD;
        break;
      case 'font-style':
        if (value.startsWith('italic') || value.startsWith('oblique')) set |= ITALIC;
        else clear |= ITALIC;
        break;
      case 'text-decoration':
      case 'text-decoration-line':
        if (value.includes('underline')) set |= UNDERLINE;
        break;
      case 'text-align':
        if (value.startsWith('center')) set |= CENTRED;
        else clear |= CENTRED;
        break;
      case 'white-space':
        if (value === 'pre') set |= PRE;
        break;
      case 'font-size':
        size = points(value);
        if (size === 0 && /^0+(?:\.0+)?(?:[a-z%]*)$/.test(value)) set |= HIDDEN;
        break;
      case 'font':
        if (/\bbold\b|\b[6-9]00\b/.test(value)) set |= BOLD;
        if (/\bitalic\b/.test(value)) set |= ITALIC;
        size = points(/(\d[\d.]*(?:pt|px|em|%))/.exec(value.slice(0, 100))?.[1] ?? '') || size;
        break;
      case 'color':
        if (/^(?:#fff|#ffffff|white|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))$/.test(value)) set |= WHITE;
        else clear |= WHITE;
        break;
      case 'background':
      case 'background-color':
        if (!/^(?:#fff|#ffffff|white|transparent|none|inherit|initial)?$/.test(value)) set |= SHADED;
        break;
      case 'padding-left':
      case 'margin-left':
        indent += points(value);
        break;
      case 'text-indent':
        indent += points(value);
        if (value.startsWith('-') && points(value) < -1000) set |= HIDDEN;
        break;
      case 'page-break-before':
      case 'break-before':
        breakBefore = value.startsWith('always') || value.startsWith('page');
        break;
      case 'page-break-after':
      case 'break-after':
        breakAfter = value.startsWith('always') || value.startsWith('page');
        break;
      default:
    }
    if (allowed.has(name) && isSafe(value)) css.push(`${name}:${value}`);
  }
  return { set, clear, size, indent, breakBefore, breakAfter, css: css.join(';'), openTags: [] };
}

/** Plain words, numbers, colours: no functions but rgb(), no escapes, no quotes. */
function isSafe(value: string): boolean {
  return /^[a-z0-9#%., -]{1,80}$/.test(value) || /^rgba?\([0-9., ]{5,40}\)$/.test(value);
}

/** A CSS length in points; 0 for what is none. */
function points(value: string): number {
  const number = Number.parseFloat(value);
  if (!Number.isFinite(number)) return 0;
  if (value.includes('px')) return number * 0.75;
  if (value.includes('in')) return number * 72;
  if (value.includes('em')) return number * 10;
  if (value.includes('%')) return number / 10;
  return number;
}
