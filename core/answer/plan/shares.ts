import type { FigurePeriod } from '../formula/expression.ts';
import { phraseTokens } from '../formula/phrases.ts';
import type { QuestionParts } from './question-parts.ts';
import type { Measured } from './types.ts';

const SHARE = /\b(?:percent(?:age)?|(?<!per )share|proportion|portion|fraction)\s+of\b|%\s+of\b|\bhow much of\b/i;
const SHARE_WORDS = new Set(
  phraseTokens('share portion proportion fraction percent come came account represent derive derived attributable contribute make up'),
);

/** "What percentage of revenue came from iPhone": the part over the whole. */
export function readShare(
  core: string,
  measured: readonly Measured[],
  qualifier: readonly string[],
): { measured: Measured; qualifier: string[] } | undefined {
  const [whole] = measured;
  if (!SHARE.test(core) || measured.length !== 1 || whole?.expression.kind !== 'FIGURE') return undefined;
  const part = qualifier.filter((word) => !SHARE_WORDS.has(word));
  if (part.length === 0) return undefined;
  const right = { ...whole.expression, ofWhole: true };
  return {
    qualifier: part,
    measured: {
      name: `${whole.name} as a share of total ${whole.name}`,
      expression: { kind: 'BINARY', operator: '/', left: whole.expression, right },
      measure: 'RATE',
      origin: 'KNOWN_FORMULA',
    },
  };
}

const SHARE_OF_YEAR = new Set(phraseTokens('occur occurred happen happened fall fell take place made'));

/** "What percent of the year's repurchases occurred in Q4": a part of the year over the year. */
export function readShareOfYear(
  { core, periods }: QuestionParts,
  measured: readonly Measured[],
  qualifier: readonly string[],
): { measured: Measured; period: FigurePeriod } | undefined {
  const [line] = measured;
  const year = periods.find(({ fiscalPeriod }) => fiscalPeriod === 'FY');
  const part = periods.find(({ fiscalPeriod }) => fiscalPeriod !== 'FY');
  if (!SHARE.test(core) || measured.length !== 1 || line?.expression.kind !== 'FIGURE' || periods.length !== 2) return undefined;
  if (!year || !part || year.fiscalYear !== part.fiscalYear || !qualifier.every((word) => SHARE_OF_YEAR.has(word))) return undefined;
  return {
    period: part,
    measured: {
      name: `${line.name} as a share of the year's`,
      expression: { kind: 'BINARY', operator: '/', left: line.expression, right: { ...line.expression, at: { fiscalPeriod: 'FY' } } },
      measure: 'RATE',
      origin: 'KNOWN_FORMULA',
    },
  };
}

/** "iPhone revenue as a share of revenue": what the part is divided by is the whole. */
export function ofPart(measured: Measured[], qualifier: readonly string[]): Measured[] {
  if (qualifier.length === 0) return measured;
  return measured.map((each) => {
    const { expression } = each;
    if (expression.kind !== 'BINARY' || expression.operator !== '/' || each.isGrowth) return each;
    const { left, right } = expression;
    if (left.kind !== 'FIGURE' || right.kind !== 'FIGURE' || left.concept !== right.concept) return each;
    return { ...each, expression: { ...expression, right: { ...right, ofWhole: true } } };
  });
}
