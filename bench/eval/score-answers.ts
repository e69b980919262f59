import type { AnswerBody } from '../../core/answer/types.ts';

export interface AnswerScore {
  verdict: 'RIGHT' | 'WRONG' | 'REFUSED';
  /** A number marked as a fact that the gold answer contradicts. */
  wrongAsFact: boolean;
}

/** A gold answer's number in base units, and how far off it may be by its own rounding. Null where the answer is words. */
export function goldNumber(answer: string): { value: number; slack: number } | null {
  const match = /^\s*(-|\()?\s*\$?\s*(-)?\$?(\d[\d,]*(?:\.\d+)?)\s*(%|percent|billion|million|bn|mn)?/i.exec(answer);
  if (!match || !/^[\s$()%.,\d-]*(?:percent|billion|million|bn|mn|times|x|days)?\.?\s*$/i.test(answer)) return null;
  const digits = match[3]!.replaceAll(',', '');
  const value = Number(digits) * (match[1] || match[2] ? -1 : 1);
  const decimals = (digits.split('.')[1]?.replace(/0+$/, '') ?? '').length;
  return { value, slack: 0.5 * 10 ** -decimals };
}

/** What a question wants its number in, as a factor from base units; undefined where it does not say. */
export function wantedFactor(question: string): number | undefined {
  const unit =
    /\bin\s+(?:units of\s+)?\(?(?:(?:us\s*)?(?:usd|\$|dollars?)\s*)?(thousands?|millions?|billions?|percents?|percentages?|%)/i.exec(
      question,
    )?.[1];
  if (unit === undefined) return undefined;
  return { t: 1e-3, m: 1e-6, b: 1e-9 }[unit[0]!.toLowerCase()] ?? 100;
}

/**
 * Compares an answer's first number with the gold one: within one percent, or within the gold's own rounding. Its exact value counts in the
 * unit that the question wants; where the question names none, as a number, as a percentage, or as it is written.
 */
export function scoreNumber(
  gold: { value: number; slack: number },
  status: string,
  body: AnswerBody | undefined,
  question: string,
): AnswerScore {
  if (status !== 'ANSWERED' || !body) return { verdict: 'REFUSED', wrongAsFact: false };
  const [first] = body.numbers;
  const factor = wantedFactor(question);
  const written = numberIn(first?.text ?? body.text);
  const values = !first
    ? [written]
    : factor === undefined
      ? [written, Number(first.value), Number(first.value) * 100]
      : [Number(first.value) * factor];
  const right = values.some((value) => Math.abs(value - gold.value) <= Math.max(0.01 * Math.abs(gold.value), gold.slack * 1.000001));
  return { verdict: right ? 'RIGHT' : 'WRONG', wrongAsFact: !right && first?.verification === 'VERIFIED' };
}

const numberIn = (text: string): number => Number(/-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', ''));
