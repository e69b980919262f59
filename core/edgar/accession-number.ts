import { ValidationError } from '../errors.ts';

const PRINTED = /^(\d{10})-(\d{2})-(\d{6})$/;
const FOLDER = /^(\d{10})(\d{2})(\d{6})$/;

/**
 * The printed form, `0000320193-24-000123`, from it or from a folder name without dashes.
 * Its first part is the CIK of whoever submitted, often an agent, and not the company.
 * @throws {ValidationError} BAD_USER_INPUT
 */
export function parseAccessionNumber(input: string): string {
  const match = PRINTED.exec(input.trim()) ?? FOLDER.exec(input.trim());
  if (!match) throw new ValidationError('An accession number looks like 0000320193-24-000123.', { accessionNumber: input.slice(0, 100) });
  return `${match[1]}-${match[2]}-${match[3]}`;
}

export const isAccessionNumber = (input: string): boolean => PRINTED.test(input);

/** Without dashes, as EDGAR names the folder. */
export const accessionFolder = (accessionNumber: string): string => parseAccessionNumber(accessionNumber).replaceAll('-', '');
