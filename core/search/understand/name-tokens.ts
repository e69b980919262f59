import { fold, type Token } from '../tokenize.ts';

/** Initials ("J.P.", "J P"), then words with their digits and ampersands ("3M", "AT&T"). */
const NAME_TOKEN =
  /(?<![a-z0-9&'])[a-z](?:\.\s?[a-z](?![a-z0-9&']))+\.?|(?<![a-z0-9&'])[a-z](?:\s[a-z](?![a-z0-9&'.]))+|[a-z0-9]+(?:&[a-z0-9]+)*(?:'[a-z]+)?/g;

/** The words of names: unlike index terms, single letters and words with digits stay, and initials make one word. */
export function* nameTokens(text: string): Generator<Token> {
  for (const match of fold(text).matchAll(NAME_TOKEN)) {
    const raw = match[0];
    const word = raw.replace(/'s$|'$/, '').replace(/['.\s]/g, '');
    if (word.length > 0) yield { word, start: match.index, end: match.index + raw.length };
  }
}
