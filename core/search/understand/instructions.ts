/**
 * Sentences of a question that say how to answer, not what is asked: units, rounding, where to look, what to do if a measure does not fit.
 * Their words would only mislead the search; statements they name are read before.
 */
const INSTRUCTION =
  /^\s*(?:please\s+)?(?:answer|round|give|provide|respond|reply|express|report|use|utilize|base|state|present|write|show|assume|note|keep|limit|make sure|ensure)\b/i;
const CONDITION = /^\s*if\b.*\b(?:relevant|useful|meaningful|applicable|available|outlined|disclosed|reported|metric)\b/i;
const LEAD =
  /^\s*(?:in agreement with|based on|basing|according to|taking into account|using|by relying on|relying on|considering|given|from|referring to|with reference to|drawing on|when)\b[^,?]*?\b(?:information|details?|data|judgments?|figures?|statement|statements|sheet|p&l|income|line items)\b[^,?]*,\s*/i;

/** The question without its instructions; the whole question where nothing would be left. */
export function withoutInstructions(question: string): string {
  const parts = question.split(/(?<=[.?!;])\s+/);
  const kept = parts.filter((part) => !(INSTRUCTION.test(part) || CONDITION.test(part)));
  const rest = kept.join(' ').replace(LEAD, '').trim();
  return rest.length > 0 ? rest : question;
}
