import { STOP_WORDS, stem } from '../../search/tokenize.ts';
import { isInstant, measureOfConcept, nameOfConcept } from '../figure/measures.ts';
import { measureOf } from '../formula/evaluate.ts';
import { BASE, conceptsIn, type Expression, OPENING } from '../formula/expression.ts';
import { figureByKey } from '../formula/figure-names.ts';
import { formulaByKey } from '../formula/known-formulas.ts';
import { findPhrases, normalisePhrase, phraseKey } from '../formula/phrases.ts';
import type { QuestionParts } from './question-parts.ts';
import type { Measured } from './types.ts';

/** What is measured, and the words of the question that nothing explains. */
export interface MeasuredReading {
  measured: Measured[];
  /** Content words left over, in order, as stems: they narrow the figure or ask for something else. */
  rest: string[];
  /** All words that name no figure, as written. */
  otherWords: string;
}

/** Words that say nothing about which figure is meant. Stems. */
const NEUTRAL = new Set(
  (
    'total amount value number figure level balance annual full consolidated gaap reported usd dollar million billion thousand much many tell show give calculate compute ' +
    'find know state what whats year fiscal end ended ending quarter period month company corporation firm business its report ratio rate % as spend spent pay paid earn make made ' +
    'generate bring brought record post hold held own owe have had reach stand stood exact approximate rough actual overall entire during time unadjusted using day ' +
    'worth size & per a an the of to in for please could would according filing 10 k q form annual statement income sheet flow cash p l operation position financial date come came ' +
    'primarily sold provided based shareholder stockholder common stock investor quantity direct explicit separate information detail outlined shown basic data term sum total combined amount x y amounted extract attributable shareowner declare declared recognize recognise recognized recognised display displayed access look achieve achieved reach reached hit manage managed deliver delivered'
  )
    .split(' ')
    .map((word) => phraseKey(word)),
);

const STOPS = new Set([...STOP_WORDS].flatMap((word) => [word, stem(word)]));

/** Finds the lines and formulas that the asking words name. */
export function readMeasured(parts: QuestionParts): MeasuredReading {
  const { tokens } = parts;
  const local = new Map(parts.definitions.map(({ name, expression }) => [localKey(name), { name, expression }]));
  const hits = findPhrases<Measured>(tokens, (key) => {
    const defined = local.get(localKey(key));
    if (defined) return fromDefinition(defined);
    const formula = formulaByKey(key);
    if (formula) return { name: formula.name, expression: formula.expression, measure: formula.measure, origin: 'KNOWN_FORMULA' };
    const concept = figureByKey(key);
    if (concept) return measured(nameOfConcept(concept), { kind: 'FIGURE', concept, at: BASE, phrase: nameOfConcept(concept) }, 'LINE');
    return undefined;
  });
  if (ACTIVITIES.every((pattern) => pattern.test(parts.core)) && /\bcash\b/i.test(parts.core)) return cashFlows(tokens);
  const joined = withoutOperands(join(hits, tokens), tokens);
  const used = new Set([...hits, ...joined].flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)));
  const [definition] = parts.definitions;
  const isOnly = definition !== undefined && parts.definitions.length === 1;
  // A definition whose name the question paraphrases is still what it asks for.
  const found =
    isOnly && (joined.length === 0 || (joined.length === 1 && definition.name === ''))
      ? [fromDefinition({ ...definition, name: definition.name || (joined[0]?.value.name ?? 'result') })]
      : joined.map((hit) => (parts.periods.length < 2 ? averaged(hit, tokens) : hit.value));
  const rest = tokens.filter((token, i) => !used.has(i) && !STOPS.has(token) && !NEUTRAL.has(token) && /[a-z]/.test(token));
  const words = normalisePhrase(parts.core).split(' ').filter(Boolean);
  const otherWords = words.filter((_, i) => !used.has(i)).join(' ');
  return { measured: unique(ownDefinitionFirst(found)), rest, otherWords };
}

/** "Which of operations, investing and financing brought in the most cash" compares the three parts of the cash flow statement. */
const ACTIVITIES = [/\boperat(?:ions?|ing)\b/i, /\binvesting\b/i, /\bfinancing\b/i];
function cashFlows(tokens: readonly string[]): MeasuredReading {
  const concepts = ['OperatingCashFlow', 'InvestingCashFlow', 'FinancingCashFlow'];
  const asked = new Set(
    'among operation operating invest investing financ financing activity cash flow bring brought lost least most lose generate contribute'
      .split(' ')
      .map((word) => phraseKey(word)),
  );
  return {
    measured: concepts.map((concept) =>
      measured(nameOfConcept(concept), { kind: 'FIGURE', concept, at: BASE, phrase: nameOfConcept(concept) }, 'LINE'),
    ),
    rest: tokens.filter((token) => !asked.has(token) && !STOPS.has(token) && !NEUTRAL.has(token) && /[a-z]/.test(token)),
    otherWords: '',
  };
}

const fromDefinition = ({ name, expression }: { name: string; expression: Expression }) =>
  measured(name, expression, 'QUESTION', /margin|growth|%|\brate\b|yield/i.test(name) ? 'RATE' : undefined);

const ownDefinitionFirst = (list: Measured[]) =>
  list.some(({ origin }) => origin === 'QUESTION') ? list.filter(({ origin }) => origin === 'QUESTION') : list;

/** "How many times was inventory sold? Calculate inventory turnover": the line is a part of the formula, unless both are asked for side by side. */
function withoutOperands(hits: Hit[], tokens: readonly string[]): Hit[] {
  return hits.filter((hit, i) => {
    const own = conceptsIn(hit.value.expression);
    return !hits.some((other, j) => {
      const concepts = conceptsIn(other.value.expression);
      if (i === j || concepts.length <= own.length || !own.every((concept) => concepts.includes(concept))) return false;
      const [first, second] = i < j ? [hit, other] : [other, hit];
      return (
        Math.abs(i - j) !== 1 ||
        !/^(?:& ?)?(?:the |it )*$/.test(tokens.slice(first.end, second.start).join(' ')) ||
        first.end === second.start
      );
    });
  });
}

/** "Fixed asset turnover ratio" and "fixed asset turnover" are one name. */
const localKey = (name: string) =>
  phraseKey(name)
    .replace(/ ratio$/, '')
    .replace(/^(?:the|unadjusted) /, '');

function measured(name: string, expression: Expression, origin: Measured['origin'], measure?: Measured['measure']): Measured {
  return { name, expression, measure: measure ?? measureOf(expression, measureOfConcept), origin };
}

/** "Average total assets" of one period: of where they began and ended. */
function averaged({ value, start }: Hit, tokens: readonly string[]): Measured {
  const before = tokens.slice(Math.max(0, start - 2), start).filter((token) => token !== 'total');
  if (!/^(?:averag\w*|mean)$/.test(before.at(-1) ?? '') || !isInstant(conceptOf(value))) return value;
  return measured(`average ${value.name}`, { kind: 'AVERAGE', of: value.expression, over: [OPENING, BASE] }, 'KNOWN_FORMULA');
}

interface Hit {
  value: Measured;
  start: number;
  end: number;
}

const JOINERS: [RegExp, '/' | '-' | '+' | '*'][] = [
  [
    /^(?:of |for )?(?:as (?:a )?% of|as (?:a )?(?:shar|proportion|fraction|portion) of|relative to|divided by|over|per|\/)(?: (?:total|it|the))*$/,
    '/',
  ],
  // "Did R&D exceed 8% of revenue"
  [/^(?:\S+ ){1,4}\d[\d.]* % of(?: (?:total|it|the))*$/, '/'],
  [/^(?:less|minu|net of|exclud\w*|befor\w*)(?: (?:total|it|the|any))*$/, '-'],
  [/^(?:plu|\+)(?: (?:total|it|the))*$/, '+'],
];

/** "capex as a % of operating cash flow", "ratio of debt to equity", "EBITDA less capex" are one measure of two names. */
function join(hits: Hit[], tokens: readonly string[]): Hit[] {
  const result: Hit[] = [];
  for (const hit of hits) {
    const before = result.at(-1);
    const between = before && tokens.slice(before.end, hit.start).join(' ');
    const operator =
      between !== undefined
        ? (JOINERS.find(([pattern]) => pattern.test(between))?.[1] ??
          ratioOf(tokens, before!, hit, between) ??
          shareAsked(tokens, before!, between))
        : undefined;
    if (!before || !operator) {
      result.push(hit);
      continue;
    }
    if (operator === '-' && isWithout(between!, before.value)) {
      // "Net income excluding tax", "before tax": what was taken off is put back.
      const isCharge = CHARGES.has(conceptOf(hit.value));
      if (!isCharge) result.push(hit);
      else
        result[result.length - 1] = {
          value: measured(
            `${before.value.name} before ${hit.value.name}`,
            { kind: 'BINARY', operator: '+', left: before.value.expression, right: hit.value.expression },
            'KNOWN_FORMULA',
          ),
          start: before.start,
          end: hit.end,
        };
      continue;
    }
    if (operator === 'SHARE_OF') {
      result[result.length - 1] = { value: shareOf(hit.value, before.value), start: before.start, end: hit.end };
      continue;
    }
    const expression: Expression = { kind: 'BINARY', operator, left: before.value.expression, right: hit.value.expression };
    const share = operator === '/' && /%|shar|proportion|fraction|portion/.test(between ?? '');
    const name = `${before.value.name} ${{ '/': share ? 'as a share of' : 'to', '-': 'less', '+': 'plus', '*': 'times' }[operator]} ${hit.value.name}`;
    result[result.length - 1] = {
      value: measured(name, expression, 'KNOWN_FORMULA', share ? 'RATE' : undefined),
      start: before.start,
      end: hit.end,
    };
  }
  return result;
}

const conceptOf = ({ expression }: Measured): string => (expression.kind === 'FIGURE' ? expression.concept : '');
const INCOMES = new Set(['NetIncome', 'OperatingIncome', 'PretaxIncome', 'IncomeFromContinuingOperations', 'ComprehensiveIncome']);
const CHARGES = new Set(
  (
    'IncomeTaxExpense InterestExpense DepreciationAndAmortization Depreciation AmortizationOfIntangibles StockBasedCompensation ' +
    'ResearchAndDevelopment SellingGeneralAdministrative SellingAndMarketing GeneralAndAdministrative RestructuringCharges GoodwillImpairment'
  ).split(' '),
);
/** "Before" takes nothing off, and an income is what is left when its charges are off already. */
const isWithout = (between: string, before: Measured): boolean =>
  /^befor/.test(between) || (/^(?:exclud|net of)/.test(between) && INCOMES.has(conceptOf(before)));

/** "What percentage of revenue is R&D": the second over the first. */
function shareAsked(tokens: readonly string[], before: Hit, between: string): 'SHARE_OF' | undefined {
  const asked = /(?:%|shar|proportion|portion|fraction) of(?: the| it| total)*$/.test(tokens.slice(0, before.start).join(' '));
  return asked &&
    /^(?:is|was|are|were|did|do|doe|went|go|spent|spend|on|to|for|it|they|the|come|came|from)(?: (?:is|was|are|were|spent|spend|on|to|for|it|they|the|from))*$/.test(
      between,
    )
    ? 'SHARE_OF'
    : undefined;
}

const shareOf = (part: Measured, whole: Measured): Measured =>
  measured(
    `${part.name} as a share of ${whole.name}`,
    { kind: 'BINARY', operator: '/', left: part.expression, right: whole.expression },
    'KNOWN_FORMULA',
    'RATE',
  );

function ratioOf(tokens: readonly string[], before: Hit, hit: Hit, between: string): '/' | undefined {
  if (!/^(?:to(?: (?:its|the|it|total))*|\/)$/.test(between)) return undefined;
  const isRatio = tokens[hit.end] === 'ratio' || tokens.slice(Math.max(0, before.start - 3), before.start).includes('ratio');
  return isRatio || between === '/' ? '/' : undefined;
}

function unique(list: Measured[]): Measured[] {
  return list.filter((item, i) => list.findIndex((other) => JSON.stringify(other.expression) === JSON.stringify(item.expression)) === i);
}
