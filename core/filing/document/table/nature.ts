import { findDates, isOnlyDate } from './dates.ts';

const balances =
  /\bassets?\b|\bliabilit|\bpayables?\b|\breceivables?\b|\binventor|\baccumulated\b|\bdebt\b|\bnotes?\b|\bborrowings\b|\bcash\b|\bequipment\b|\bland\b|\bbuildings?\b|\bgoodwill\b|\bintangible|\bsecurities\b|\bdeposits\b|\bcarrying\b|\bcost basis\b|\bfair value\b|\bnotional\b|\bbenefit obligation|\bfunded status|\bequity\b|\bloans\b|\bmaturit|\bdue\b|\baccrued\b|\bprepaid\b|\ballowance\b|\bgross\b|\bbonds\b|\bfunds\b|\braw materials\b|\bwork[- ]in[- ]pro[cg]\w+|\bfinished goods\b/g;
const flows =
  /\bnet (?:income|loss|earnings|sales)\b|\bper share\b|\bweighted\b|\bexpenses?\b|\brevenues?\b|\bsales\b|\bincome\b|\bearnings\b|\bloss(?:es)?\b|\bgains?\b|\bprovision\b|\bpurchases?\b|\bproceeds\b|\bpayments?\b|\bpaid\b|\bcosts? of\b|\bservice cost\b|\binterest cost\b|\bamortization\b|\bdepreciation (?:and|expense)|\bmargin\b|\bdividends\b|\brepurchase|\bissued\b|\bgranted\b|\bvested\b|\bforfeited\b|\bnet cash\b|\bcurrent\b(?=.{0,20}\b(?:federal|state|foreign))|\bfederal\b|\bstate\b|\bforeign\b(?! (?:exchange|currenc))|\btax(?:es)?\b|\brate\b|\bcompensation\b|\bresearch\b|\bselling\b|\bincrease|\bdecrease|\bcapital expenditures?\b/g;

/**
 * Whether a table shows balances (true) or flows (false), from the words over it and its row labels; undefined when they do not tell.
 * Only needed where heads are bare years.
 */
export function isBalances(context: string, labels: string): boolean | undefined {
  const near = context.slice(-300);
  const flowAt = lastOf(
    near,
    /\b(?:years?|months|weeks|quarters?|periods?)\s*(?:then\s+)?ended\b|\bfor (?:the )?(?:fiscal )?(?:years?|three|six|nine)\b|\bduring\b/gi,
  );
  const balanceAt = lastOf(near, /\b(?:as of|as at|at)\s+(?:[A-Z][a-z]+ \d|year[- ]end|the end)/gi);
  // What is said last is said of the table below.
  if (flowAt > balanceAt) return false;
  if (balanceAt >= 0) return natureOf(labels, 'BALANCES');
  return natureOf(labels, /\b(?:components|balances) of\b/i.test(near) ? 'PERHAPS' : undefined);
}

const lastOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** The same by the row labels alone, where heads are whole dates; what is said above tips a draw. */
export function natureOf(labels: string, said?: 'BALANCES' | 'PERHAPS'): boolean | undefined {
  const balance = labels.match(balances)?.length ?? 0;
  const flow = labels.match(flows)?.length ?? 0;
  if (said && balance * (said === 'BALANCES' ? 3 : 1) >= flow) return true;
  if (balance >= flow * 1.3 && balance > 1) return true;
  if (flow >= balance * 1.3 && flow > 1) return false;
  return undefined;
}

const balanceRow =
  /\bbalances?\b|\bat (?:the )?(?:beginning|end) of|\b(?:beginning|end) of (?:the )?(?:year|period)|\b(?:beginning|ending|opening|closing) balances?|\bat year[- ]end\b|\b(?:unvested|outstanding|exercisable) (?:at|as of)\b/i;

/** A row of a cash flow statement, or of the note that breaks its last line down. */
const cashRow = /^(?:total )?(?:restricted )?cash(?:,? (?:and )?(?:cash equivalents?|restricted cash))*(?:, (?:current|non-?current))?$/i;

const endsInDate =
  /(?:[-–—,]|\bat|\bas of)\s*(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{1,2})(?:,\s*(?:19|20)\d\d)?$/i;

/** A column of balances in a table of flows: "Balance at end of period". */
export function columnMoment(head: string): 'BEGINNING' | 'END' | undefined {
  if (!/\b(?:period|year|quarter|balance)\b/i.test(head) || findDates(head).length > 0) return undefined;
  if (/\b(?:beginning|opening|start)\b/i.test(head)) return 'BEGINNING';
  return /\b(?:end|ending|closing)\b(?! ?ed\b)/i.test(head) ? 'END' : undefined;
}

export type RowMoment = { at: 'END' } | { at: 'BEGINNING' } | { at: 'DATE'; date: string };

/** A row of balances in a table of flows: at which moment its figures stand. */
export function rowMoment(label: string): RowMoment | undefined {
  if (cashRow.test(label)) return { at: 'END' };
  const isDated = endsInDate.exec(label);
  const isBareDate = isOnlyDate(label);
  if (!isDated && !isBareDate && !balanceRow.test(label) && !/^(?:january|december|as of|at)\b/i.test(label)) return undefined;
  const dates = findDates(label);
  if (dates.length === 1) return { at: 'DATE', date: dates[0]! };
  if (isDated) return { at: isDated[1] === '1' ? 'BEGINNING' : 'END' };
  if (/\bbeginning|\bopening|\bstart of/i.test(label)) return { at: 'BEGINNING' };
  return /\bend(?:ing)?\b|\bclosing|\byear[- ]end/i.test(label) ? { at: 'END' } : undefined;
}
