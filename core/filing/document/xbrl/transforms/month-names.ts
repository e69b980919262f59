const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
const ENGLISH = 'january february march april may june july august september october november december'.split(' ');
const DANISH = 'jan feb mar apr maj jun jul aug sep okt nov dec';

/** How the months begin in each language, without accents, alternatives by `|`. */
const NAMES: Readonly<Record<string, string>> = {
  bg: 'ян фев мар апр маи юни юли авг сеп окт ное дек',
  cs: 'led uno bre dub kve cvn|cervn|cerven cvc|cervenc|cervenec srp zar rij lis pro',
  cy: 'ion chwe maw|faw ebr mai|fai meh|feh gor|ngor aws med|fed hyd tach|dach|nhach|thach rhag|rag',
  da: DANISH,
  dk: DANISH,
  de: 'jan|jaen feb mar|maer apr mai jun jul aug sep okt nov dez',
  el: 'ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ',
  es: 'ene feb mar abr may jun jul ago sep oct nov dic',
  et: 'jaan veebr marts apr mai juuni juuli aug sept okt nov dets',
  fi: 'tam hel maa huh tou kes hei elo syy lok mar jou',
  fr: 'janv fevr mars avr mai juin juil aout sept oct nov dec',
  /** Without vowel signs, which are marks. */
  hi: 'जनवर फरवर मरच अपरल मई जन जलई अगसत सतबर अकटबर नवबर दसबर',
  hr: 'sij velj ozu tra svi lip srp kol ruj lis stu pro',
  hu: 'jan feb marc apr maj jun jul aug szept okt nov dec',
  it: 'gen feb mar apr mag giu lug ago set ott nov dic',
  lt: 'sau vas kov bal geg bir lie rugp|rgp rugs|rgs spa|spl lap gru|grd',
  lv: 'janv febr marts apr maijs jun jul aug sept okt nov dec',
  nl: 'jan feb maa|mrt apr mei jun jul aug sep okt nov dec',
  no: 'jan feb mar apr mai jun jul aug sep okt nov des',
  pl: 'sty lut mar kwi maj cze lip sie wrz paz lis gru',
  pt: 'jan fev mar abr mai jun jul ago set out nov dez',
  ro: 'ian feb mar apr mai iun iul aug sep oct noi|nov dec',
  /** Months of the Indian national calendar, in Latin and Devanagari. */
  saka:
    'chait|cait|चतर vai|वशख|बसख jy|जयषठ asad|ashad|आषढ sra|shra|शरवण|सवन bha|pro|भद asw|ashw|asv|आशवन kart|करतक ' +
    'agra|marg|मरगशरष|अगहन pau|पष mag|मघ pha|फलगन',
  sk: 'jan feb mar apr maj jun jul aug sep okt nov dec',
  sl: 'jan feb mar apr maj jun jul avg sep okt nov dec',
  sv: DANISH,
};

const MARKS = /\p{M}/gu;
const tables = new Map<string, [prefix: string, month: number][]>();

/** 1 to 12 for the month that a word of `text` names in `language` (two letters, `roman` or `saka`); null without one or with two. */
export function monthOfWord(text: string, language: string): number | null {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .split(/[^\p{L}]+/u);
  let found: number | null = null;
  for (const word of words) {
    const month = word === '' ? null : monthOf(word, language);
    if (month === null) continue;
    if (found !== null && found !== month) return null;
    found = month;
  }
  return found;
}

function monthOf(word: string, language: string): number | null {
  if (language === 'roman') return ROMAN.indexOf(word) + 1 || null;
  if (language === 'en') return word.length < 3 ? null : ENGLISH.findIndex((name) => name.startsWith(word)) + 1 || null;
  return tableOf(language).find(([prefix]) => word.startsWith(prefix))?.[1] ?? null;
}

/** Prefixes, longest first, so that `juin` is not taken for `jui…`. */
function tableOf(language: string): [string, number][] {
  let table = tables.get(language);
  if (!table) {
    const months = (NAMES[language === 'in' ? 'hi' : language] ?? '').split(' ').filter(Boolean);
    table = months.flatMap((alternatives, index) => alternatives.split('|').map((prefix): [string, number] => [prefix, index + 1]));
    table.sort((a, b) => b[0].length - a[0].length);
    tables.set(language, table);
  }
  return table;
}
