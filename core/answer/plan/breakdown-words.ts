import { phraseTokens } from '../formula/phrases.ts';
import type { FigurePlan } from './types.ts';

const BY: [NonNullable<FigurePlan['by']>, RegExp][] = [
  [
    'SEGMENT',
    /\b(?:by|per|for each|each|across|which|what)\s+(?:of\s+)?(?:its\s+|the\s+)?(?:reportable\s+|reporting\s+|operating\s+|business\s+)*(?:segments?|divisions?|business units?|lines? of business)\b/i,
  ],
  [
    'PRODUCT',
    /\b(?:by|per|for each|each|across|which)\s+(?:of\s+)?(?:its\s+|the\s+)?(?:major\s+|main\s+)?(?:products?|services?|product (?:lines?|categor(?:y|ies)|types?|groups?)|categor(?:y|ies)|type of (?:product|service))\b/i,
  ],
  [
    'REGION',
    /\b(?:by|per|for each|each|across|which)\s+(?:of\s+)?(?:its\s+|the\s+)?(?:geograph\w*|regions?|countr(?:y|ies)|(?:regional |sales )?markets?|areas?)\b/i,
  ],
  ['ANY', /\bbreak(?:s|ing)? ?down\b|\bbroken down\b|\bbreakdown\b|\bcomposition of\b|\bmix of\b/i],
];
/** Words that ask for the parts of a line, one by one. */
export const askedBy = (core: string): FigurePlan['by'] => BY.find(([, pattern]) => pattern.test(core))?.[0];
/** Stems that only ask for parts. */
export const BY_WORDS = new Set(
  phraseTokens(
    'by per each across reportable reporting operating business segment segments division divisions unit units line lines product products service services category categories type types group groups ' +
      'geography geographic geographical geographies region regions country countries market markets area areas break breaks breaking broken down breakdown composition mix major main split',
  ),
);
