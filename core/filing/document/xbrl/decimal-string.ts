const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const EXPONENT = /^([+-]?(?:\d+\.?\d*|\.\d+))[eE]([+-]?\d{1,4})$/;

/** More digits than these are no figure that anybody reports, and more than databases keep. */
const MOST_DIGITS = 200;

/**
 * An exact decimal in its shortest plain form: no exponent, no leading or trailing zeros, no negative zero. Null when `text` is no
 * decimal number, or one of more than 200 digits. String arithmetic, because Decimal rounds to its precision.
 */
export function canonicalDecimal(text: string, shift = 0, negate = false): string | null {
  if (text.length > 2 * MOST_DIGITS) return null;
  const trimmed = text.trim();
  const exponent = EXPONENT.exec(trimmed);
  if (exponent) return canonicalDecimal(exponent[1]!, shift + Number(exponent[2]), negate);
  const match = DECIMAL.exec(trimmed);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if ((whole === '' && fraction === '') || whole.length + fraction.length + Math.abs(shift) > MOST_DIGITS) return null;
  const digits = shiftPoint(whole, fraction, shift);
  if (digits === '0') return '0';
  return (sign === '-') !== negate ? `-${digits}` : digits;
}

function shiftPoint(whole: string, fraction: string, shift: number): string {
  const all = whole + fraction;
  const point = whole.length + shift;
  const left = point <= 0 ? '' : all.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + all : all.slice(point);
  const integer = left.replace(/^0+/, '') || '0';
  const decimals = trimTrailingZeros(right);
  return decimals === '' ? integer : `${integer}.${decimals}`;
}

function trimTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}
