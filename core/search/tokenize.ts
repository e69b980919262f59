/**
 * Text to index terms: lower case, possessives and accents gone, light stems, numbers without thousands separators.
 * The index and the question must pass through the same function; a change of it raises INDEX_VERSION.
 */
const TOKEN = /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:-[kqf]\b)?|[a-z]+(?:&[a-z]+)*(?:'[a-z]+)?/g;

export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being below between both but by can could did do does ' +
    'doing down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me more most ' +
    'my no nor not of off on once only or other our ours out over own same she should so some such than that the their theirs them then there ' +
    'these they this those through to too under until up very was we were what when where which while who whom why will with would you your us ' +
    'may might must shall upon per via etc'
  ).split(' '),
);

export interface Token {
  word: string;
  start: number;
  end: number;
}

/** Terms in text order, stop words left out; positions are not kept. */
export function tokenize(text: string): string[] {
  const terms: string[] = [];
  for (const { word } of tokens(text)) if (!STOP_WORDS.has(word)) terms.push(stem(word));
  return terms;
}

/** Lower-case words and numbers with their place in `text`, unstemmed, stop words kept, single letters and digits left out. */
export function* tokens(text: string): Generator<Token> {
  for (const match of fold(text).matchAll(TOKEN)) {
    const raw = match[0];
    const start = match.index;
    const isNumber = raw.charCodeAt(0) < 58;
    const word = isNumber ? raw.replaceAll(',', '') : raw.replace(/'s$|'$/, '').replaceAll("'", '');
    if (word.length > 1) yield { word, start, end: start + raw.length };
  }
}

const NOT_ASCII = /[\u0080-\uffff]/g;
const folded = new Map<string, string>();

/** Lower case without accents, of the same length as `text`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replace(NOT_ASCII, (char) => {
    let plain = folded.get(char);
    if (plain === undefined) {
      plain = char === '\u2018' || char === '\u2019' || char === '\u02bc' ? "'" : (char.normalize('NFKD')[0] ?? char);
      folded.set(char, plain);
    }
    return plain;
  });
}

const cache = new Map<string, string>();

/** A light stem: plurals, -ing, -ed, -ly and -ment stay apart from their verbs only where cutting would join different words. */
export function stem(word: string): string {
  if (word.length < 4 || word.charCodeAt(0) < 58) return word;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const result = cut(word);
  if (cache.size < 50_000) cache.set(word, result);
  return result;
}

const KEPT: Readonly<Record<string, string>> = {
  sales: 'sale',
  earnings: 'earning',
  earning: 'earning',
  earned: 'earn',
  operating: 'operating',
  financing: 'financing',
  investing: 'investing',
  operations: 'operation',
  holdings: 'holding',
  holding: 'holding',
  proceeds: 'proceeds',
  series: 'series',
  news: 'news',
  basis: 'basis',
  united: 'united',
  limited: 'limited',
  during: 'during',
  nothing: 'nothing',
  building: 'building',
  buildings: 'building',
  leases: 'lease',
  axes: 'axis',
  indices: 'index',
};

function cut(word: string): string {
  const kept = KEPT[word];
  if (kept !== undefined) return kept;
  let result = word;
  if (result.endsWith('ies') && result.length > 4) result = `${result.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|zz)es$/.test(result)) result = result.slice(0, -2);
  else if (result.endsWith('s') && !/(?:ss|us|is)$/.test(result)) result = result.slice(0, -1);
  if (result.length > 5 && result.endsWith('ing')) result = restore(result.slice(0, -3));
  else if (result.length > 4 && result.endsWith('ied')) result = `${result.slice(0, -3)}y`;
  else if (result.length > 4 && result.endsWith('ed') && !result.endsWith('eed')) result = restore(result.slice(0, -2));
  else if (result.length > 5 && result.endsWith('ly')) result = result.slice(0, -2);
  if (result.length > 4 && result.endsWith('e')) result = result.slice(0, -1);
  return result;
}

/** After -ing or -ed: `stopp` to `stop`; a vowel must remain. */
function restore(base: string): string {
  if (!/[aeiouy]/.test(base) || base.length < 3) return base.length < 3 ? `${base}e` : base;
  if (/([bdfgmnprt])\1$/.test(base)) return base.slice(0, -1);
  return base;
}

/** A term as the index keys it: 52 bits of FNV-1a, so that it is exact as a JavaScript number and fits a bigint column. */
export function termKey(term: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < term.length; i++) {
    const code = term.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + i), 0x85ebca6b);
    high ^= high >>> 13;
  }
  return ((high >>> 0) & 0xfffff) * 0x1_0000_0000 + (low >>> 0);
}
