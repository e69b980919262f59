import { TOPICS } from '../../search/lexicon/topics.ts';
import { STOP_WORDS, tokenize } from '../../search/tokenize.ts';

/** Words of questions that evidence need not repeat. */
const WEAK = new Set(
  tokenize(
    'company firm corporation business report reported reports say says said mention mentioned mentions describe described discuss discussed state stated disclose disclosed ' +
      'end ended ending done made make major main primary primarily key significant important material recent recently current currently given give provide provided tell show identify ' +
      'explain explanation list name names number amount total figure value many much kind type types way filing filings annual quarterly fiscal year quarter period ' +
      'according based information details any some different various happen happened see seen expect role part result overall roughly approximately exactly directly specific ' +
      'specifically called use used using know known does did has have regarding concerning related relate relating plan plans get got take taken come outcome ongoing currently main ' +
      'happening think thinks believe believes consider considers respond reasons reason cause caused causes drive drove driver drivers driven factor factors change changed changes impact ' +
      'summarize summary outline impacted affect affected explained behind led lead subject prone profile biggest largest greatest top treat treated onward onwards thereafter ' +
      'realise realised realize realized accrue accruing formerly previously point points respect percentage percent',
  ),
);

/** Words that only ask. */
const SPEAKING = new Set(
  tokenize(
    'say says said mention mentioned mentions describe described describes discuss discussed discusses state stated states disclose disclosed discloses tell tells show shows give gives ' +
      'find identify identified explain explains summarize summary outline outlined list name names provide provides according describing regarding concerning related relating long old ' +
      'announce announced announces announcement news event events highlights report reports release press filing contain contains agenda dated purpose topic subject filed',
  ),
);

export interface QuestionTerms {
  /** Each term of the question with the terms of its subject that may stand for it, and those of them that mean the same. */
  terms: { term: string; alternatives: ReadonlySet<string>; synonyms: ReadonlySet<string>; weak: boolean }[];
  /** Names and numbers: evidence without them is about something else. */
  distinctive: string[];
}

/** What evidence has to speak of. `core` is the question without company, period and instructions. */
export function readTerms(core: string): QuestionTerms {
  const terms = [...new Set(tokenize(core))].filter((term) => !SPEAKING.has(term));
  const spoken = ` ${tokenize(core).join(' ')} `;
  const families = TOPICS.map(({ names }) => {
    const phrases = names.map((name) => tokenize(name));
    return {
      // "Fee" alone is not the subject of "termination fee".
      names: new Set(phrases.filter((words) => words.length === 1 || spoken.includes(` ${words.join(' ')} `)).flat()),
      all: new Set(phrases.flat().filter((term) => !WEAK.has(term))),
    };
  });
  return {
    terms: terms.map((term) => ({
      term,
      alternatives: new Set([...families.filter(({ names }) => names.has(term)).flatMap(({ all }) => [...all]), ...synonyms(term)]),
      synonyms: new Set(synonyms(term)),
      weak: WEAK.has(term),
    })),
    distinctive: distinctiveTerms(core),
  };
}

/** What is uninsured is not insured. */
const positive = (term: string): string[] => (/^(?:un|non)[a-z]{4,}/.test(term) ? [term.replace(/^(?:un|non)/, '')] : []);

const synonyms = (term: string): string[] => [...(SYNONYMS.get(term) ?? []), ...positive(term)];

const SYNONYM_GROUPS = [
  'increase rise rose grow grew growth higher gain climb improve expand up',
  'decrease decline fall fell drop lower reduce shrink contract down reduction',
  'buy acquire acquisition purchase bought takeover',
  'sell sold divest disposal divestiture sale',
  'pay paid paying payment',
  'repurchase buyback bought back',
  'lawsuit litigation legal sue proceeding claim court complaint',
  'employee headcount workforce staff personnel people',
  'store location shop outlet',
  'factory plant facility site manufacturing',
  'ceo chief executive officer president',
  'cfo chief financial officer',
  'auditor accountant audit accounting firm',
  'hack breach cybersecurity cyber incident security',
  'competitor competition rival compete',
  'customer client buyer',
  'supplier vendor source supply',
  'risk threat exposure adverse',
  'loan borrow credit debt borrowing facility',
  'quit resign leave depart step retire resignation departure',
  'hire appoint name elect join appointment',
  'dividend payout distribution',
  'headquarters office principal executive',
  'patent intellectual property trademark',
  'layoff restructuring severance reduction workforce',
  'weather climate storm hurricane flood',
  'authorization authorized authorize authorizing',
  'remaining remain left available unused',
  'dispute litigation proceeding disagreement',
  'unionized union collective bargaining',
  'dependence depend dependent rely reliance reliant',
  'restriction restrict control limit limitation',
];
const SYNONYMS = new Map<string, string[]>();
for (const group of SYNONYM_GROUPS) {
  const words = tokenize(group);
  for (const word of words) SYNONYMS.set(word, [...(SYNONYMS.get(word) ?? []), ...words]);
}

/** Capitalised words inside the question, and numbers. */
function distinctiveTerms(core: string): string[] {
  const found = new Set<string>();
  for (const match of core.matchAll(/(?<=[\w,;)'"] |[(“"])\b([A-Z][\w&'-]{2,})|\b(\d[\d,.]*\d|\d{2,})\b/g)) {
    const word = (match[1] ?? match[2] ?? '').toLowerCase().replace(/'s$/, '');
    if (STOP_WORDS.has(word) || NOT_NAMES.has(word)) continue;
    for (const term of tokenize(word)) if (!WEAK.has(term)) found.add(term);
  }
  return [...found];
}
const NOT_NAMES = new Set(
  'item note part form risk factors legal proceedings ceo cfo board directors chief executive financial officer sec gaap agm management discussion'.split(
    ' ',
  ),
);

export const bagOf = (text: string): ReadonlySet<string> => new Set(tokenize(text));

const ALTERNATIVE = 0.7;
const WEAK_WEIGHT = 0.15;

export interface Coverage {
  /** Of the question's terms, each weighed by how rare it is among the passages: one that stands in none weighs most. */
  weighed: number;
  /** Of its terms, counted alike. */
  counted: number;
}

/** How much of the question a text speaks of. */
export function weigh({ terms }: QuestionTerms, bags: readonly ReadonlySet<string>[]): (bag: ReadonlySet<string>) => Coverage {
  const allWeak = terms.every(({ weak }) => weak);
  const importance = terms.map(({ weak }) => (weak && !allWeak ? WEAK_WEIGHT : 1));
  const rarity = terms.map(({ term }) => {
    const df = bags.filter((bag) => bag.has(term)).length;
    return Math.log(1 + (bags.length + 1) / (df + 0.5));
  });
  const most = importance.reduce((sum, weight) => sum + weight, 0) || 1;
  const mostWeighed = importance.reduce((sum, weight, i) => sum + weight * rarity[i]!, 0) || 1;
  return (bag) => {
    let counted = 0;
    let weighed = 0;
    for (const [i, { term, alternatives }] of terms.entries()) {
      const fit = bag.has(term) ? 1 : [...alternatives].some((alternative) => bag.has(alternative)) ? ALTERNATIVE : 0;
      counted += fit * importance[i]!;
      weighed += fit * importance[i]! * rarity[i]!;
    }
    return { counted: counted / most, weighed: weighed / mostWeighed };
  };
}
