/** "Change in fair value of securities" is no fair value. */
const MOVE =
  /^\W*(?:net )?(?:changes?|increases?|decreases?|gains?|loss(?:es)?|unrealized|realized|purchases?|proceeds|sales and maturities)\b(?! per\b)/i;
export const isRowOfAMove = (row: string, core: string): boolean => {
  const move = MOVE.exec(row)?.[0].trim().split(' ').at(-1);
  return move !== undefined && !core.toLowerCase().includes(move.toLowerCase().replace(/e?s$/, ''));
};

const SUM = String.raw`[$€£]?\d[\d,.]*(?:\s?(?:%|percent(?:age points)?|basis points|thousand|million|billion|trillion))?`;
const MOVED = new RegExp(
  String.raw`\b(?:increas|decreas|declin|gr[eo]w|rose|fell|drop|rais|reduc|up|down|higher|lower|improv)\w*\s+(?:by |of )?(?:approximately |about )?${SUM}|${SUM}\s+(?:\w+\s+)?(?:increase|decrease|decline|growth|rise|drop|reduction|improvement|higher|lower)\b`,
  'gi',
);
const ASKS_MOVE =
  /\b(?:increas|decreas|declin|gr[eo]w|rose|ris[ei]|fell|fall|drop|chang|reduc|rais|improv|higher|lower|more|less|up|down|exceed|impact|effect)\w*\b/i;
/** "Expenses increased $129 million" tells how far they moved, not what they were. */
export const tellsOnlyMoves = (sentence: string, core: string): boolean =>
  !ASKS_MOVE.test(core) &&
  sentence.search(MOVED) >= 0 &&
  !/[$€£]\s?\d|\d\s?(?:%|percent|million|billion|thousand)/i.test(sentence.replace(MOVED, ' '));
