import { periodName } from '../formula/expression.ts';
import type { AnswerPlan } from '../plan/types.ts';

/** The plan in one line, for the progress shown to the reader. */
export function describePlan(plan: AnswerPlan): string {
  if (plan.kind === 'TEXT' && plan.line && !plan.premise) return `look for a line called ${plan.line.words.join(' ')}, else read passages`;
  if (plan.kind === 'TEXT') return plan.premise ? `check ${plan.premise.measured.name}, then read passages` : 'read passages';
  const what = plan.measured.map(({ name }) => name).join(', ');
  const when = plan.periods.length > 0 ? plan.periods.map(periodName).join(', ') : 'the newest period';
  return `${plan.operation === 'VALUE' ? 'look up' : plan.operation.toLowerCase()} ${what} for ${when}${plan.qualifier.length > 0 ? ` (${plan.qualifier.join(' ')})` : ''}`;
}
