/** A quote and where it stood when it was cited. Offsets in UTF-16 units. */
export interface Quoted {
  quote: string;
  charStart: number;
  charEnd: number;
}

/**
 * Where a quote stands in its document's text as it is now. A newer parser may give the same bytes another text; the place nearest to the
 * old one is meant. Unchanged where the text no longer holds the quote.
 */
export function presentPlace<T extends Quoted>(cited: T, text: string): T {
  const { quote, charStart } = cited;
  if (quote === '' || text.startsWith(quote, charStart)) return cited;
  const before = text.lastIndexOf(quote, charStart);
  const after = text.indexOf(quote, charStart);
  const nearest = after < 0 || (before >= 0 && charStart - before <= after - charStart) ? before : after;
  return nearest < 0 ? cited : { ...cited, charStart: nearest, charEnd: nearest + quote.length };
}
