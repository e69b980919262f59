import type { Span } from '../../filing/document/types.ts';

const SHORTEST = 8;
const LONGEST = 1_200;

/** Where a quote stands in a text, spaces, dashes and quotation marks read alike; undefined when it does not, or is too short to be one. */
export function findQuote(text: string, quote: string): Span | undefined {
  const wanted = fold(quote).folded.trim();
  if (wanted.length < SHORTEST || wanted.length > LONGEST) return undefined;
  const { folded, offsets } = fold(text);
  const at = folded.indexOf(wanted);
  if (at < 0) return undefined;
  return { charStart: offsets[at]!, charEnd: offsets[at + wanted.length - 1]! + 1 };
}

/** One space for any run of them, plain quotes and dashes; `offsets[i]` is where the i-th character came from. */
function fold(text: string): { folded: string; offsets: number[] } {
  let folded = '';
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    let char = text[i]!;
    if (/[\s\u00a0|]/.test(char)) {
      if (folded.endsWith(' ')) continue;
      char = ' ';
    } else if (/[\u2018\u2019\u201b]/.test(char)) char = "'";
    else if (/[\u201c\u201d]/.test(char)) char = '"';
    else if (/[\u2010-\u2015\u2212]/.test(char)) char = '-';
    folded += char;
    offsets.push(i);
  }
  return { folded, offsets };
}
