import { ParsingError } from '../errors.ts';

/** More members than any real submission has. */
export const MAX_DOCUMENTS = 10_000;

const unsafe = (message: string, details: Record<string, unknown>) => new ParsingError('UNSAFE_ARCHIVE', message, details);

/**
 * A file name that a submission gives to one of its documents: one path segment, nothing that could lead elsewhere.
 * @throws {ParsingError} UNSAFE_ARCHIVE
 */
export function checkedDocumentName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (name.length > 255 || /[\\/:\u0000-\u001f\u007f]/.test(name) || /^\.|^\s|\s$/.test(name) || name === '')
    throw unsafe('A document of the submission has a name that is not a plain file name.', { name: name.slice(0, 100) });
  return name;
}

/** @throws {ParsingError} UNSAFE_ARCHIVE */
export function checkDocumentCount(count: number): void {
  if (count > MAX_DOCUMENTS) throw unsafe(`The submission lists more than ${MAX_DOCUMENTS} documents.`, { count });
}
