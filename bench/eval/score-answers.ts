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

/**
 * Compares an answer's first number with the gold one: within one percent, or within the gold's own rounding, in the unit that either is
 * written in (a share or a percentage, single dollars, thousands, millions, billions).
 */
export function scoreNumber(gold: { value: number; slack: number }, status: string, body: AnswerBody | undefined): AnswerScore {
  if (status !== 'ANSWERED' || !body) return { verdict: 'REFUSED', wrongAsFact: false };
  const [first] = body.numbers;
  const shown = first ? Number(/-?\d[\d,]*(?:\.\d+)?/.exec(first.text)?.[0].replaceAll(',', '')) : numberIn(body.text);
  const values = [shown, ...(first ? [1, 100, 1e-3, 1e-6, 1e-9].map((factor) => Number(first.value) * factor) : [])];
  const right = values.some((value) => Math.abs(value - gold.value) <= Math.max(0.01 * Math.abs(gold.value), gold.slack * 1.000001));
  return { verdict: right ? 'RIGHT' : 'WRONG', wrongAsFact: !right && first?.verification === 'VERIFIED' };
}

const numberIn = (text: string): number => Number(/-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', ''));
