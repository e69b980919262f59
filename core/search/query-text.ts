import type { Interpretation } from './types.ts';
import { ACCOUNTING_TERM } from './understand/lexical.ts';

/** What of a question is embedded: its own terms, and the captions of what it names. Companies and periods are filters, not meaning. */
export function queryText(interpretation: Interpretation): string {
  const captions = new Set<string>();
  for (const { matchedText } of interpretation.concepts) captions.add(matchedText);
  for (const { operands } of interpretation.ratios)
    for (const operand of operands) captions.add(ACCOUNTING_TERM.get(operand)?.names[0] ?? '');
  const text = [interpretation.terms.join(' '), ...captions].join(' ').trim();
  return text.length > 0 ? text : interpretation.question;
}
