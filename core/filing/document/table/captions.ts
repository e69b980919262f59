import { type Measure, readMeasure } from './measure.ts';
import { statementNamed } from './statement.ts';

/** What a table is called: the statement that its head or the lines over it name, else the nearest line that is no caption. */
export function titleOf(above: string[], headText: string): string {
  const named = (line: string): boolean => line.length < 160 && statementNamed(line) !== undefined;
  const own = headText.split('\n').find(named);
  if (own !== undefined) return own;
  const over = above.findLast(named);
  if (over !== undefined) return over;
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i]!;
    if (
      /^\(?(?:\$\s*|amounts |dollars )?(?:in|u\.?s\.?|unaudited)\b.{0,90}\)?$/i.test(line) ||
      /^\d{1,3}$|^table of contents$/i.test(line) ||
      line.includes(' | ')
    )
      continue;
    return line.length <= 200 ? line : (/[^.]*[.:]?\s*$/.exec(line.slice(-240))?.[0].trim() ?? '');
  }
  return '';
}

/** The nearest caption wins: the table's own head, then the lines over it from below. */
export function measureOf(above: string[], headText: string): Measure {
  const measure = readMeasure(headText.slice(0, 600));
  for (let i = above.length - 1; i >= 0 && measure.scale === undefined; i--) {
    const own = readMeasure(above[i]!);
    if (own.scale === undefined) continue;
    measure.scale = own.scale;
    measure.shareScale ??= own.shareScale;
    measure.currency ??= own.currency;
    if (own.perUnitExcepted) measure.perUnitExcepted = true;
  }
  if (measure.scale !== undefined && measure.shareScale === undefined)
    for (const line of above) measure.shareScale ??= readMeasure(line).shareScale;
  return measure;
}
