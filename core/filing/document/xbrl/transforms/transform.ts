import { dateTransform } from './dates.ts';
import { durationTransforms } from './durations.ts';
import { nameTransforms } from './names.ts';
import { numberTransforms } from './numbers.ts';

/** Text as written to text as meant; null where it is not in the format. */
export type Transform = (text: string) => string | null;

const FIXED: Readonly<Record<string, string>> = {
  fixedempty: '',
  nocontent: '',
  fixedfalse: 'false',
  booleanfalse: 'false',
  fixedtrue: 'true',
  booleantrue: 'true',
  fixedzero: '0',
};

const cache = new Map<string, Transform | undefined>();

/**
 * Applies a transform of the registries of XBRL International (versions 1 to 5) or of the SEC.
 * @param format  `ixt:num-dot-decimal`, `ixt-sec:durwordsen`: by canonical prefix; all versions of a registry share their names
 * @returns the value; null when the text is not in the format; undefined when there is no such transform
 * Source: https://www.xbrl.org/specification/inlinexbrl-transformationregistry ; SEC EDGAR Filer Manual II, 5.2.5.12
 */
export function transform(format: string, text: string): string | null | undefined {
  let found = cache.get(format);
  if (found === undefined && !cache.has(format)) {
    found = findTransform(format);
    if (cache.size < 500) cache.set(format, found);
  }
  return found === undefined ? undefined : found(text);
}

function findTransform(format: string): Transform | undefined {
  const name = format
    .slice(format.indexOf(':') + 1)
    .toLowerCase()
    .replaceAll('-', '');
  const fixed = FIXED[name];
  if (fixed !== undefined) return () => fixed;
  return numberTransforms[name] ?? durationTransforms[name] ?? nameTransforms[name] ?? dateTransform(name);
}
