import { ALIGN, BGCOLOR, COLOR, HIDDEN_ATTRIBUTE, SIZE, type StartTag } from './start-tag.ts';
import { CENTRED, HIDDEN, SHADED, WHITE } from './tags.ts';

const fontSizes = [0, 7.5, 10, 12, 13.5, 18, 24, 36];
const white = /^(?:#?fff(?:fff)?|white)$/i;
const blankFill = /^(?:#?fff(?:fff)?|white)?$/i;

/** Style bits after the attributes of old markup (`align`, `bgcolor`, `color`, `hidden`). */
export function applyAttributes(inherited: number, { values }: StartTag): number {
  let flags = inherited;
  if (values[HIDDEN_ATTRIBUTE] !== undefined) flags |= HIDDEN;
  const align = values[ALIGN];
  if (align !== undefined) flags = /^center/i.test(align) ? flags | CENTRED : flags & ~CENTRED;
  const fill = values[BGCOLOR];
  if (fill !== undefined && !blankFill.test(fill)) flags |= SHADED;
  const colour = values[COLOR];
  if (colour !== undefined) flags = white.test(colour) ? flags | WHITE : flags & ~WHITE;
  return flags;
}

/** The size of `<font size>` in points, else the inherited one. */
export function fontSize(inherited: number, { tag, values }: StartTag): number {
  const size = values[SIZE];
  return size !== undefined && tag.name === 'font' ? (fontSizes[Number.parseInt(size, 10)] ?? inherited) : inherited;
}

/** White text on an unshaded page, where this very element makes it white. */
export const isWhiteOnWhite = (flags: number, { style, values }: StartTag): boolean =>
  (flags & (WHITE | SHADED)) === WHITE && ((style !== undefined && (style.set & WHITE) !== 0) || values[COLOR] !== undefined);
