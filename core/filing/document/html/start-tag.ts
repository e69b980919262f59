import { decodeEntities } from './entities.ts';
import { type Style, styleAt } from './style.ts';
import { type Tag, tagAt } from './tags.ts';

export const ID = 0;
export const NAME = 1;
export const HREF = 2;
export const COLSPAN = 3;
export const ROWSPAN = 4;
export const ALIGN = 5;
export const SIZE = 6;
export const BGCOLOR = 7;
export const COLOR = 8;
export const HIDDEN_ATTRIBUTE = 9;
const WANTED: Readonly<Record<string, number>> = {
  id: ID,
  name: NAME,
  href: HREF,
  colspan: COLSPAN,
  rowspan: ROWSPAN,
  align: ALIGN,
  size: SIZE,
  bgcolor: BGCOLOR,
  color: COLOR,
  hidden: HIDDEN_ATTRIBUTE,
};
/** First letters of the names above, as bits from `a`. */
const FIRST = [...'inhcrasb'].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) - 97)), 0);

/** The start tag that is being read: one object for a whole page. Only attributes that mean something to the reader are kept. */
export class StartTag {
  tag!: Tag;
  nameStart = 0;
  nameEnd = 0;
  style: Style | undefined;
  readonly values: (string | undefined)[] = new Array(10).fill(undefined);
  hasValues = false;
  /** All attributes, of XBRL elements and of the root, which declares their prefixes. */
  xbrl: Map<string, string> | undefined;

  constructor(private readonly source: string) {}

  begin(start: number, end: number): void {
    this.nameStart = start;
    this.nameEnd = end;
    const tag = tagAt(this.source, start, end);
    this.tag = tag;
    this.style = undefined;
    if (this.hasValues) {
      this.values.fill(undefined);
      this.hasValues = false;
    }
    this.xbrl = tag.kind === 'XBRL' || tag.name === 'html' ? new Map() : undefined;
  }

  get name(): string {
    return this.source.slice(this.nameStart, this.nameEnd);
  }

  attribute(start: number, end: number, valueStart: number, valueEnd: number): void {
    const { source } = this;
    if (this.xbrl) {
      this.xbrl.set(source.slice(start, end), valueStart < 0 ? '' : decodeEntities(source.slice(valueStart, valueEnd)));
      return;
    }
    const length = end - start;
    if (length > 7 || length < 2) return;
    if (length === 5 && isStyle(source, start)) {
      this.style = styleAt(source, Math.max(valueStart, 0), valueEnd < 0 ? 0 : valueEnd);
      return;
    }
    const first = (source.charCodeAt(start) | 32) - 97;
    if (first < 0 || first > 25 || ((FIRST >> first) & 1) === 0) return;
    const name = source.slice(start, end);
    const wanted = WANTED[name] ?? WANTED[name.toLowerCase()];
    if (wanted === undefined) return;
    this.values[wanted] = valueStart < 0 ? '' : source.slice(valueStart, valueEnd);
    this.hasValues = true;
  }
}

const isStyle = (source: string, at: number): boolean =>
  (source.charCodeAt(at) | 32) === 115 &&
  (source.charCodeAt(at + 1) | 32) === 116 &&
  (source.charCodeAt(at + 2) | 32) === 121 &&
  (source.charCodeAt(at + 3) | 32) === 108 &&
  (source.charCodeAt(at + 4) | 32) === 101;
