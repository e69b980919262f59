import type { Interpretation } from '../types.ts';
import type { Lexical } from './lexical.ts';

const CHAT =
  /^\s*(?:hi|hello|hey|thanks?|thank you|good (?:morning|evening|afternoon)|who are you|how are you)\b|\b(?:weather|poem|joke|recipe|lyrics|translate|horoscope|my password|your password|capital of|president of the|who won|football|song|movie)\b|\b(?:write|generate|debug) (?:me )?(?:a |some )?(?:code|function|program|script|story|essay)\b/i;
const MARKET =
  /\b(?:stock|share) price\b.*\b(?:today|now|tomorrow|currently|this week)\b|\bshould i (?:buy|sell|invest)\b|\bwill the (?:stock|share price)\b|\bprice target\b|\bbuy or sell\b|\b(?:is|are)\b[^?]{0,40}\b(?:a|an)\s+(?:good\s+|strong\s+)?(?:buy|sell|hold|investment|bargain)\b|\b(?:over|under)valued\b/i;
const COMPARISON =
  /\b(?:compare[ds]?|comparison|versus|vs\.?|relative to|than|difference between|which (?:of|segment|region|product|business|company|category|type)|higher|lower|highest|lowest|most|least|best|worst|largest|biggest|smallest)\b/i;
const TREND =
  /\b(?:trend|historically|over (?:the )?(?:past|last|time|years)|growth|grow|grew|growing|cagr|(?:year|quarter)[- ]over[- ](?:year|quarter)|yoy|change[ds]?|increase[ds]?|decrease[ds]?|declined?|drop(?:ped)?|improv\w+|fluctuat\w+|each year|accelerat\w+|\d+[- ]year average)\b/i;
const LIST = /^\s*(?:list|name|enumerate|what are|which are|who are|give (?:me )?(?:a list|all))\b/i;
const WHY = /\b(?:why|how did|how does|what drove|what caused|explain|describe|summari[sz]e|discuss|reason|drivers?|tell me about)\b/i;
const RATIO =
  /%|\bpercent(?:age)?\b|\bratio\b|\bmargin\b|\bdivided by\b|\bper share\b|\bas a share of\b|\bturnover\b|\breturn on\b|\bcoverage\b/i;

/** What kind of answer the question wants. */
export function questionKind(
  question: string,
  context: { lexical: Lexical; hasCompany: boolean; hasPeriod: boolean; hasForm: boolean },
): Interpretation['kind'] {
  const { lexical } = context;
  const anchored = context.hasCompany || context.hasPeriod || context.hasForm;
  const knows = lexical.concepts.length > 0 || lexical.ratios.length > 0 || lexical.topics.length > 0 || lexical.statements.length > 0;
  if (MARKET.test(question) || (CHAT.test(question) && !(anchored && knows)) || (!anchored && !knows)) return 'NOT_A_FILING_QUESTION';
  if (WHY.test(question)) return 'TEXT';
  const figures = lexical.concepts.length + lexical.ratios.length > 0;
  if (lexical.ratios.length > 0 || (figures && RATIO.test(question))) return 'RATIO';
  if (figures && TREND.test(question)) return 'TREND';
  if (COMPARISON.test(question)) return 'COMPARISON';
  if (TREND.test(question) && figures) return 'TREND';
  if (LIST.test(question)) return 'LIST';
  return figures ? 'FIGURE' : 'TEXT';
}
