import { COMMON_WORDS, COMPANY_NICKNAMES, GENERIC_NAME_WORDS } from '../lexicon/company-nicknames.ts';
import { STOP_WORDS, type Token } from '../tokenize.ts';
import { asksForCompany, QUALIFIERS } from './company-shape.ts';
import { editDistance } from './edit-distance.ts';
import { nameTokens } from './name-tokens.ts';
import { plainTicker, STRONG_TRAIL, trailOf } from './name-trail.ts';

export interface KnownCompany {
  cik: number;
  name: string;
  tickers: readonly string[];
  formerNames: readonly string[];
}

export interface CompanyMatch {
  company: KnownCompany;
  matchedText: string;
  start: number;
  end: number;
  /** How it was recognised, most certain first. */
  by: 'NAME' | 'TICKER' | 'NICKNAME' | 'FORMER_NAME' | 'SHORT_NAME' | 'TYPO';
}

export interface FindOptions {
  /** False: only names as they are spelled. */
  typos?: boolean;
  /** CIKs of companies that the caller's filter names: a capital is enough for those. */
  expected?: ReadonlySet<number>;
}

interface Alias {
  company: KnownCompany;
  words: string[];
  by: CompanyMatch['by'];
  /** The alias is a word of everyday English: it must be written with a capital. */
  common: boolean;
}

/** Capitals that questions about filings use for other things than tickers. */
const NOT_TICKERS: ReadonlySet<string> = new Set(
  (
    'A I AND OR FY CY Q QTD YTD EPS CEO CFO COO CTO US USA UK EU IT ALL ON SO BE BY ARE AS AT IN AN DO GO HAS IF IS NOW OF TO UP WE ANY CAN FOR ROA ROE ROIC ' +
    'DPO DSO DIO CCC COGS SGA PPE PPNE EBIT EBITDA FCF CAPEX OPEX GAAP SEC AGM USD EUR AI ESG IPO ETF REIT DCF TTM LTM M MD DA RD AR AP NET TAX KEY LOW BIG ' +
    'CASH DEBT RATE COST FUND REAL OPEN TRUE GOOD BEST VS PER ONE TWO NEW OLD OUT OFF HOW WHO WHY YOU SALE'
  ).split(' '),
);

const SUFFIXES = new Set(
  'inc incorporated corp corporation co company companies ltd limited llc lp llp plc sa nv ag se ab asa spa'.split(' '),
);

/** Names of companies as questions write them, to companies. Built once for a list of companies; a look-up takes microseconds. */
export class CompanyIndex {
  readonly #byFirstWord = new Map<string, Alias[]>();
  readonly #byTicker = new Map<string, KnownCompany>();
  readonly #single = new Map<string, Alias[]>();
  readonly size: number;

  constructor(companies: readonly KnownCompany[]) {
    this.size = companies.length;
    const owners = new Map<string, Set<number>>();
    const short: Alias[] = [];
    for (const company of companies) {
      for (const ticker of company.tickers) this.#byTicker.set(ticker.toUpperCase().replace(/[.-]/g, ''), company);
      this.#addName(company, company.name, 'NAME', short, owners);
      for (const name of company.formerNames) this.#addName(company, name, 'FORMER_NAME', short, owners);
      for (const ticker of company.tickers)
        for (const nickname of COMPANY_NICKNAMES[ticker.toUpperCase().replace(/[.-]/g, '')] ?? []) this.#add(company, nickname, 'NICKNAME');
    }
    // A short name counts only where one company has it.
    for (const alias of short) if (owners.get(alias.words.join(' '))?.size === 1) this.#insert(alias);
  }

  byTicker(ticker: string): KnownCompany | undefined {
    return this.#byTicker.get(ticker.toUpperCase().replace(/[.-]/g, ''));
  }

  /** Companies in the order in which the question names them, each once; slips of the pen only where nothing else was found. */
  find(question: string, options: FindOptions = {}): CompanyMatch[] {
    const seen = new Set<number>();
    return this.mentions(question, options).filter(({ company }) => (seen.has(company.cik) ? false : seen.add(company.cik)));
  }

  /** Every place that names a company, in text order; `end` takes in a legal suffix and the company's ticker in parentheses. */
  mentions(question: string, options: FindOptions = {}): CompanyMatch[] {
    const list = [...nameTokens(question)];
    const proves = (alias: Alias, at: number, end: number) => {
      if (!alias.common) return true;
      const first = list[at] as Token;
      return (
        (options.expected?.has(alias.company.cik) && /[A-Z]/.test(question[first.start] ?? '')) || isProven(question, first, end, alias)
      );
    };
    const sure = this.#scan(question, list, proves);
    const named = this.#scan(question, list, () => true);
    const found = this.#scan(question, list, (alias, at, end) => {
      if (proves(alias, at, end)) return true;
      const others = sure.filter(({ company }) => company.cik !== alias.company.cik);
      return this.#isWeakName(alias) && asksForCompany(question, { start: (list[at] as Token).start, end }, alias.words, others, named);
    });
    if (found.length === 0 && options.typos !== false) found.push(...this.#typos(question, list));
    return found;
  }

  #scan(question: string, list: Token[], accept: (alias: Alias, at: number, end: number) => boolean): CompanyMatch[] {
    const found: CompanyMatch[] = [];
    for (let at = 0; at < list.length; ) {
      const match = this.#longestAt(question, list, at, accept) ?? this.#ticker(question, list[at] as Token);
      if (match) {
        const end = match.end + trailOf(question.slice(match.end), match.company);
        found.push({ ...match, end });
        while (at < list.length && (list[at] as Token).start < end) at += 1;
      } else at += 1;
    }
    return found;
  }

  /** Names in weak writing count where one company alone has them, and they are no words of the questions themselves. */
  #isWeakName({ words, company }: Alias): boolean {
    const key = words.join(' ');
    const owners = (this.#byFirstWord.get(words[0] as string) ?? []).filter((alias) => alias.words.join(' ') === key);
    if (owners.some((alias) => alias.company.cik !== company.cik)) return false;
    const [word = ''] = words;
    return (
      words.length > 1 ||
      !(EVERYDAY.has(word) || GENERIC_NAME_WORDS.has(word) || STOP_WORDS.has(word) || NOT_TICKERS.has(word.toUpperCase()))
    );
  }

  #addName(company: KnownCompany, name: string, by: 'NAME' | 'FORMER_NAME', short: Alias[], owners: Map<string, Set<number>>): void {
    const full = nameWords(name);
    if (full.length === 0) return;
    this.#insert({ company, words: full, by, common: isCommon(full) });
    // "Resorts International Holdings" of "MGM Resorts International Holdings" falls away word by word from the right.
    for (let length = full.length - 1; length >= 1; length--) {
      const words = full.slice(0, length);
      const first = words[0] as string;
      if (length === 1 && (first.length < 3 || STOP_WORDS.has(first) || GENERIC_NAME_WORDS.has(first))) break;
      // "Match" of "Match Group", but not "General" of "General Mills".
      if (
        length === 1 &&
        (QUALIFIERS.has(first) || (COMMON_WORDS.has(first) && !full.slice(1).every((word) => GENERIC_NAME_WORDS.has(word))))
      )
        break;
      short.push({ company, words, by: 'SHORT_NAME', common: isCommon(words) });
      own(owners, words.join(' '), company.cik);
    }
    // "Smucker" of "J M Smucker".
    if (full.length > 1 && /^(?:[A-Z][. ]\s?){2,3}/.test(name)) {
      const words = full.slice(1);
      short.push({ company, words, by: 'SHORT_NAME', common: isCommon(words) });
      own(owners, words.join(' '), company.cik);
    }
    const initials = initialsOf(name, full);
    for (const value of initials) {
      short.push({ company, words: [value], by: 'SHORT_NAME', common: true });
      own(owners, value, company.cik);
    }
  }

  #add(company: KnownCompany, phrase: string, by: CompanyMatch['by']): void {
    const words = [...nameTokens(phrase)].map(({ word }) => word);
    if (words.length > 0) this.#insert({ company, words, by, common: isCommon(words) });
  }

  #insert(alias: Alias): void {
    const first = alias.words[0] as string;
    const list = this.#byFirstWord.get(first) ?? [];
    list.push(alias);
    this.#byFirstWord.set(first, list);
    if (alias.words.length === 1 && first.length >= 5) this.#single.set(first, [...(this.#single.get(first) ?? []), alias]);
  }

  #longestAt(
    question: string,
    list: Token[],
    at: number,
    accept: (alias: Alias, at: number, end: number) => boolean,
  ): CompanyMatch | undefined {
    const first = list[at] as Token;
    let best: { alias: Alias; end: number } | undefined;
    for (const alias of this.#byFirstWord.get(first.word) ?? []) {
      if (best && alias.words.length <= best.alias.words.length) continue;
      let i = at;
      let ok = true;
      for (const word of alias.words) {
        while (list[i] && (list[i] as Token).word === 'and' && word !== 'and') i += 1;
        if (list[i]?.word !== word) {
          ok = false;
          break;
        }
        i += 1;
      }
      if (!ok) continue;
      const end = (list[i - 1] as Token).end;
      if (accept(alias, at, end)) best = { alias, end };
    }
    if (!best) return undefined;
    return {
      company: best.alias.company,
      by: best.alias.by,
      start: first.start,
      end: best.end,
      matchedText: question.slice(first.start, best.end),
    };
  }

  #ticker(question: string, token: Token): CompanyMatch | undefined {
    const ofClass = /^[A-Z]{1,4}[.-][A-Z](?![\w&])/.exec(question.slice(token.start))?.[0];
    const listed = ofClass === undefined ? undefined : this.#byTicker.get(plainTicker(ofClass));
    if (ofClass !== undefined && listed?.tickers.some((ticker) => /[.-]/.test(ticker) && plainTicker(ticker) === plainTicker(ofClass)))
      return { company: listed, by: 'TICKER', start: token.start, end: token.start + ofClass.length, matchedText: ofClass };
    const written = question.slice(token.start, token.end).replace(/['\u2019]s$/i, '');
    const symbol = written.toUpperCase();
    const company = this.#byTicker.get(symbol);
    if (!company) return undefined;
    const isInParentheses = /(?:^|\W)\($/.test(question.slice(0, token.start)) && question[token.end] === ')' && written === symbol;
    const marked = question[token.start - 1] === '$' || isInParentheses;
    const upper = written === symbol && /^[A-Z]{2,}$/.test(written);
    const lower = written.length >= 4 && !COMMON_WORDS.has(written.toLowerCase()) && !EVERYDAY.has(written.toLowerCase());
    if (!marked && (NOT_TICKERS.has(symbol) || !(upper || lower))) return undefined;
    return { company, by: 'TICKER', start: token.start, end: token.end, matchedText: question.slice(token.start, token.end) };
  }

  #typos(question: string, list: Token[]): CompanyMatch[] {
    const found: CompanyMatch[] = [];
    for (const token of list) {
      if (token.word.length < 5 || EVERYDAY.has(token.word) || !/[A-Z]/.test(question[token.start] as string)) continue;
      const allowed = token.word.length >= 8 ? 2 : 1;
      let best: { alias: Alias; distance: number } | undefined;
      for (const [word, aliases] of this.#single) {
        if (Math.abs(word.length - token.word.length) > allowed || word[0] !== token.word[0]) continue;
        const distance = editDistance(word, token.word, allowed);
        if (distance > 0 && distance <= allowed && (!best || distance < best.distance)) best = { alias: aliases[0] as Alias, distance };
      }
      if (best)
        found.push({
          company: best.alias.company,
          by: 'TYPO',
          start: token.start,
          end: token.end,
          matchedText: question.slice(token.start, token.end),
        });
    }
    return found;
  }
}

const EVERYDAY: ReadonlySet<string> = new Set(
  (
    'what which where when whose does show give list compare between during after before total revenue revenues income sales margin growth cash assets annual report quarter ' +
    'inventory inventories interest adjusted gross working goodwill dividend dividends backlog lease leases fiscal year years business segment company companies products product risk risks debt stock share shares market board debts equity rate operating ' +
    'expense expenses costs please describe explain summarize tell about their there these those based using have been were will would could should'
  ).split(' '),
);

function nameWords(name: string): string[] {
  const clean = name.replace(/\/[A-Z]{2,3}\/?\s*$/i, '').replace(/\s*\((?:[A-Z]{2}|the)\)\s*$/i, '');
  const list = [...nameTokens(clean)].map(({ word }) => word).filter((word) => word !== 'the' && word !== 'and');
  while (list.length > 1 && SUFFIXES.has(list[list.length - 1] as string)) list.pop();
  return list;
}

/** "J&J", "JnJ" for two or more words joined by "&"; initials of three and more words as "AMD". */
function initialsOf(name: string, full: readonly string[]): string[] {
  const letters = full.filter((word) => word.length > 1).map((word) => word[0] as string);
  if (letters.length < 2 || letters.length > 5) return [];
  const joined = letters.join('');
  if (/&|\band\b/i.test(name)) return [letters.join('&'), ...(letters.length === 2 ? [`${letters[0]}n${letters[1]}`] : [])];
  return letters.length >= 3 && !NOT_TICKERS.has(joined.toUpperCase()) ? [joined] : [];
}

function isCommon(words: readonly string[]): boolean {
  return words.every((word) => COMMON_WORDS.has(word) || EVERYDAY.has(word) || GENERIC_NAME_WORDS.has(word) || word.length < 4);
}

/** Written so that an everyday word can only be the name: a capital inside a sentence, a legal suffix or the ticker behind it. */
function isProven(question: string, token: Token, end: number, { words, company }: Alias): boolean {
  const trail = question.slice(end, end + trailOf(question.slice(end), company));
  if (STRONG_TRAIL.test(trail)) return true;
  const written = question.slice(token.start, token.end).replace(/['\u2019]s$/i, '');
  if (!/[A-Z]/.test(written) || !/^[A-Z\d]/.test(written)) return false;
  // The first word of a sentence has a capital anyway.
  const opens = /(?:^|[.?!]\s+)["'\u201c(]*$/.test(question.slice(0, token.start));
  return words.length > 1 || !opens || /[A-Z&\d]/.test(written.slice(1));
}

function own(owners: Map<string, Set<number>>, key: string, cik: number): void {
  const set = owners.get(key);
  if (set) set.add(cik);
  else owners.set(key, new Set([cik]));
}
