import { ValidationError } from '../errors.ts';

/** CIK as an integer from any usual spelling: 320193, "320193", "0000320193", "CIK0000320193". @throws {ValidationError} BAD_USER_INPUT */
export function parseCik(input: string | number): number {
  const digits = String(input).trim().replace(/^CIK/i, '');
  const cik = Number(digits);
  if (!/^\d{1,10}$/.test(digits) || cik === 0)
    throw new ValidationError('A CIK is a number of at most ten digits.', { cik: String(input) });
  return cik;
}

/** Ten digits, as data.sec.gov wants it. */
export const padCik = (cik: number): string => String(cik).padStart(10, '0');
