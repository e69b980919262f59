/**
 * Sentences and clauses of a question that say how to answer, not what is asked: a role to play, units, rounding, where to look, what to do
 * if a measure does not fit. Their words would only mislead the search; statements they name are read before.
 */
const INSTRUCTION =
  /^\s*(?:please\s+)?(?:answer|round|give|provide|respond|reply|express|report|use|utilize|base|state|present|write|show|assume|note|keep|limit|make sure|ensure|address|approach|act as|imagine|pretend|help|think)\b/i;
const ROLE =
  /^\s*you(?:'re| are)\b|^\s*we\s+(?:need|want|would like|are trying)\s+to\b[^.]*\b(?:a|some|one)\b[^.]*\b(?:metric|ratio|figure|number)s?\s*\.?$/i;
const CONDITION =
  /^\s*if\b.*\b(?:relevant|useful|meaningful|applicable|available|access|outlined|disclosed|reported|metric|analyst|say so|state that)\b/i;

const ASKING =
  /[:,]\s*(?:(?:and|so|then|please)\s+)?(?:here(?:'s| is) the question:\s*)?(?=(?:(?:by|in|at|for|on|as of)\s+)?(?:what|which|how|who|whose|when|where|why|did|does|do|is|are|was|were|has|have|had|calculate|compute)\b)/gi;
/** What the clause before the question must speak of, to be an instruction: where to look, or in whose place. */
const SOURCE =
  /\b(?:information|details?|data|judge?ments?|figures?|statements?|sheet|p&l|line items?|filings?|question|answers?|perspective|role|assum\w+|analyst|banker|resources?|access|clauses?)\b/i;
const LEAD =
  /^\s*(?:please\s+)?(?:in agreement with|in line with|based on|basing|according to|taking into account|using|with|by|relying on|considering|given|from|referring to|with reference to|drawing on|looking at|when|as if|if you|assuming|assume|answer|respond|approach|act|address|you are|we (?:need|want)|here)\b/i;

/** The question without its instructions; the whole question where nothing would be left. */
export function withoutInstructions(question: string): string {
  const parts = question.split(/(?<=[.?!;])\s+/).map(withoutLead);
  const kept = parts.filter((part) => !(INSTRUCTION.test(part) || ROLE.test(part) || CONDITION.test(part)));
  const rest = kept.join(' ').trim();
  return rest.length > 0 ? rest : question;
}

/** "By relying on the statement of income, what is …": from "what" on. A clause that asks something itself stays. */
function withoutLead(part: string): string {
  for (const match of [...part.matchAll(ASKING)].reverse()) {
    const lead = part.slice(0, match.index);
    if (!LEAD.test(lead) || !SOURCE.test(lead) || ASKS.test(lead)) continue;
    return part.slice(match.index + match[0].length);
  }
  return part;
}

const ASKS = /(?:^|[,:]\s*)(?:what|which|how|who|why|did|does|is|are|was|were|has|have)\b/i;
