import type { StatementKind } from '../filing/document/types.ts';

/**
 * Which primary statement a page or table is, by its title and by captions that Regulation S-X (5-02, 5-03, 5-04) makes every filer print
 * in some form. Both must speak: notes and discussions name the statements too, and summaries print some of the captions.
 */
const TITLES: readonly [StatementKind, RegExp][] = [
  [
    'COMPREHENSIVE_INCOME',
    /\bstatements? of (?:consolidated |combined )?(?:other )?comprehensive (?:income|loss|earnings|\(?loss\)? ?income)/i,
  ],
  ['CASH_FLOW', /\b(?:statements? of (?:consolidated |combined )?cash flows?|cash flows? statements?)\b/i],
  [
    'EQUITY',
    /\bstatements? of (?:changes in |consolidated )*(?:total )?(?:(?:share|stock)(?:holders|owners)?['\u2019]?s?['\u2019]? ?)?(?:equity|investment|deficit|capital)\b/i,
  ],
  ['BALANCE_SHEET', /\b(?:balance sheets?|statements? of (?:consolidated )?financial (?:position|condition))\b/i],
  ['INCOME', /\bstatements? of (?:consolidated |combined )?(?:net )?(?:income|operations|earnings|profit|loss)\b|\bincome statements?\b/i],
];

const CAPTIONS: Readonly<Record<StatementKind, readonly RegExp[]>> = {
  BALANCE_SHEET: [
    /\btotal assets\b/i,
    /\btotal current assets\b/i,
    /\btotal (?:current )?liabilities\b/i,
    /\baccounts payable\b/i,
    /\b(?:retained earnings|reinvested earnings|accumulated deficit)\b/i,
    /\btotal (?:share|stock|common)[a-z]*['\u2019]?s?['\u2019]? ?(?:share|stock)?[a-z]*['\u2019]? ?equity\b|\btotal equity\b/i,
    /\baccumulated other comprehensive\b/i,
    /\bgoodwill\b/i,
    /\binventor(?:y|ies)\b/i,
    /\bcash and (?:cash )?(?:equivalents|due from)\b/i,
  ],
  INCOME: [
    /\b(?:total |net )?(?:revenues?|net sales|sales)\b/i,
    /\bcosts? of (?:goods|sales|revenues?|products|services)\b/i,
    /\b(?:operating (?:income|profit|loss)|income (?:\(loss\) )?from operations|earnings from operations|loss from operations)\b/i,
    /\b(?:before|provision for|benefit from)[a-z ()]* (?:income )?taxes\b/i,
    /\bnet (?:income|earnings|loss)\b/i,
    /\b(?:per (?:common )?share|diluted)\b/i,
    /\bselling, (?:general|marketing)|\bgeneral and administrative|\bresearch\b/i,
    /\bweighted[- ]average\b|\bshares outstanding\b/i,
    /\bnet interest income\b|\binterest expense\b/i,
  ],
  CASH_FLOW: [
    /\boperating activities\b/i,
    /\binvesting activities\b/i,
    /\bfinancing activities\b/i,
    /\b(?:purchases? of|additions to|payments? (?:for|to acquire)|capital (?:expenditures|spending))\b/i,
    /\bdepreciation\b/i,
    /\b(?:beginning|end) of (?:the )?(?:year|period|quarter)\b/i,
    /\b(?:increase|decrease|change) in cash\b/i,
    /\b(?:stock|share)[- ]based compensation\b/i,
    /\brepayments?\b|\bproceeds\b/i,
  ],
  EQUITY: [
    /\bbalances?\b/i,
    /\btreasury\b/i,
    /\badditional paid|\bcapital surplus|\bcapital in excess/i,
    /\bretained earnings|\baccumulated deficit|\breinvested/i,
    /\bdividends?\b/i,
    /\bissu(?:ed|ance)\b|\brepurchase/i,
  ],
  COMPREHENSIVE_INCOME: [
    /\bnet (?:income|earnings|loss)\b/i,
    /\btranslation\b/i,
    /\bcomprehensive (?:income|loss|earnings)\b/i,
    /\bunrealized\b|\bderivatives?\b|\bhedg/i,
    /\bpension\b|\bpostretirement|\bbenefit plan/i,
  ],
};
const ENOUGH: Readonly<Record<StatementKind, number>> = { BALANCE_SHEET: 5, INCOME: 4, CASH_FLOW: 4, EQUITY: 4, COMPREHENSIVE_INCOME: 3 };

/** @param head what stands above the figures  @param body the figures' captions  @param figures how many numbers stand in the body */
export function statementKind(head: string, body: string, figures: number): StatementKind | undefined {
  if (figures < 8) return undefined;
  const named = TITLES.filter(([, title]) => title.test(head)).map(([kind]) => kind);
  let best: { kind: StatementKind; share: number } | undefined;
  for (const kind of named) {
    const count = captionCount(kind, body);
    if (count < ENOUGH[kind]) continue;
    const share = count / CAPTIONS[kind].length;
    if (!best || share > best.share) best = { kind, share };
  }
  return best?.kind;
}

export const captionCount = (kind: StatementKind, body: string): number => CAPTIONS[kind].filter((caption) => caption.test(body)).length;
/** 0 to 1: how much of what such a statement prints stands in the text. */
export const captionShare = (kind: StatementKind, body: string): number => Math.min(1, captionCount(kind, body) / ENOUGH[kind]);

/** Numbers with at least two digits or in parentheses: what a table of figures is full of. */
export function figureCount(text: string): number {
  return text.match(/(?<![\w.])\(?\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\(?\$?\d+(?:\.\d+)?\)?(?![\w,])/g)?.length ?? 0;
}
