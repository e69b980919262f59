export type Topic = 'BUSINESS' | 'RESULTS' | 'RISKS' | 'OUTLOOK' | 'EVENT';

const BOILERPLATE =
  /forward-looking|incorporated (?:herein )?by reference|in conjunction with|see (?:also )?(?:note|item|part|the section|")|refer to|discussed (?:in|under|below|above|elsewhere)|set forth|pursuant to|private securities litigation|table (?:of contents|below|above)|following (?:table|discussion|chart|is a)|form 10-[kq]|form 8-k|annual report|this (?:report|section|item|discussion)|available (?:on|at|free)|website|www\.|trademark|fiscal (?:year )?(?:is|ends|ended on) (?:the|a)? ?(?:52|53|saturday|sunday|last)|unless otherwise|as used (?:herein|in)|the terms? "|shall not be deemed|furnished|exhibit|undersigned|signature|accounting (?:standards|policies|principles)|critical accounting|not applicable|check mark|references? to|described (?:in|under|below|above)|described elsewhere|the following (?:risks|factors|discussion)|could cause (?:our )?actual results|no assurance|cautionary/i;

const PATTERNS: Readonly<Record<Topic, readonly (readonly [RegExp, number])[]>> = {
  BUSINESS: [
    [
      /\b(?:designs?|develops?|manufactures?|markets?|provides?|offers?|operates?|sells?|delivers?|produces?|distributes?|engage[sd]? in|serves?)\b/i,
      2,
    ],
    [
      /\b(?:is|are) (?:a|an|one of|the)\b.{0,60}\b(?:company|provider|leader|leading|manufacturer|retailer|bank|holding company|supplier|developer|operator|platform|insurer|producer)/i,
      4,
    ],
    [/\b(?:products|services|customers|segments?|markets|solutions|brands)\b/i, 1],
    [/\b(?:founded|incorporated|headquartered|established)\b/i, -0.5],
  ],
  RESULTS: [
    [
      /\b(?:revenues?|net sales|sales|net income|net earnings|operating income|operating profit|gross (?:margin|profit)|earnings per share|cash flow|net interest income|expenses?)\b/i,
      2,
    ],
    [/\b(?:increased?|decreased?|grew|rose|declined?|fell|higher|lower|growth|up|down)\b/i, 2],
    [/\b(?:primarily|mainly|largely|driven by|due to|reflecting|as a result of|because|attributable to|offset by)\b/i, 2],
    [/(?:\$\s?\d|\d+(?:\.\d+)?\s?%|\b(?:million|billion)\b)/i, 2],
    [/\b(?:compared (?:to|with)|versus|from (?:fiscal )?(?:19|20)\d\d|year[- ]over[- ]year|prior year)\b/i, 1],
    [/\b(?:total|consolidated|overall)\b/i, 1],
  ],
  RISKS: [
    [/\b(?:could|may|might)\b.{0,120}\b(?:adversely|harm|materially|negatively|reduce|disrupt|decline|suffer)/i, 3],
    [
      /\b(?:competition|competitors|supply|suppliers?|regulat\w+|tariffs?|cyber\w*|security|litigation|demand|inflation|interest rates?|credit|currency|climate|customers?|intellectual property)\b/i,
      1.5,
    ],
    [/\b(?:we|our|the company)\b/i, 0.5],
    [/\b(?:stock price|trading price|dividends?)\b/i, -1],
  ],
  OUTLOOK: [
    [/\b(?:expects?|anticipates?|plans? to|intends? to|estimates?|forecasts?|guidance|outlook|targets?|projects?)\b/i, 3],
    [/\b(?:fiscal (?:year )?20\d\d|next (?:year|quarter|twelve months|12 months)|full year|20\d\d|second half|coming)\b/i, 2],
    [/\b(?:revenue|sales|capital expenditures|margin|growth|earnings|production|investments?|spending|liquidity)\b/i, 1.5],
    [/(?:\$\s?\d|\d+(?:\.\d+)?\s?%|\b(?:million|billion)\b)/i, 1.5],
  ],
  EVENT: [
    [/\b(?:on|effective|as of) (?:january|february|march|april|may|june|july|august|september|october|november|december) \d/i, 2],
    [
      /\b(?:announced|entered into|appointed|resigned|elected|approved|completed|issued|adopted|amended|reported|agreed|acquired|retire|declared|voted|terminated|notified|purchase|sold)\b/i,
      3,
    ],
    [
      /\b(?:agreement|director|officer|results|shareholders|stockholders|notes|merger|acquisition|plan|board|meeting|offering|dividend)\b/i,
      1,
    ],
    [/(?:\$\s?\d|\b(?:million|billion)\b)/i, 0.5],
  ],
};

/** How well a sentence tells of a topic by itself, about 0 to 12; negative for boilerplate, fragments and overlong ones. */
export function scoreSentence(sentence: string, topic: Topic): number {
  const length = sentence.length;
  if (
    length < 50 ||
    length > (topic === 'EVENT' ? 700 : 480) ||
    !/^(?:["'\u201c]?[A-Z0-9]|\([A-Za-z]{3,})/.test(sentence) ||
    /^item\s+\d/i.test(sentence)
  )
    return -1;
  if (
    BOILERPLATE.test(
      topic === 'EVENT' ? sentence.replace(/pursuant to|exhibit|form 8-k|furnished|set forth|references? to/gi, '') : sentence,
    )
  )
    return -1;
  let score = 0;
  for (const [pattern, weight] of PATTERNS[topic]) if (pattern.test(sentence)) score += weight;
  if (length > 320) score -= 1;
  if (
    /^(?:these|this|those|such|it|they|he|she|however|in addition|additionally|further|also|accordingly|therefore|as a result)\b/i.test(
      sentence,
    )
  )
    score -= 1.5;
  return score;
}

const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[a-z]{4,}|\d[\d.,]*/g) ?? []);

/** Share of the smaller sentence's words that the other has too. */
export function overlap(a: string, b: string): number {
  const first = words(a);
  const second = words(b);
  let common = 0;
  for (const word of first) if (second.has(word)) common++;
  return common / Math.max(1, Math.min(first.size, second.size));
}
