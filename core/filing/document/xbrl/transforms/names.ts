import { EDGAR_CODES, EXCHANGES, ISO_ALIASES, PROVINCES, STATES } from './name-tables.ts';
import type { Transform } from './transform.ts';

/** Lower case, one space, no accents, no dots or commas, no `the` in front. */
const key = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,\u2018\u2019'()]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^the /, '');

const ballotBox =
  (no: string, yes: string): Transform =>
  (text) => {
    const box = text.trim();
    if (/^[\u2610\u25a1\u25a2\u25fb\u25fd\ud83d\u{1f78e}\u00a8]$/u.test(box)) return no;
    return /^[\u2611\u2612\u2705\u2713\u2714\u2717\u2718\u{1f5f9}\u{1f5f5}\u{1f5f7}\u25a0\u25fc\u25fe\u00fexX]$/u.test(box) ? yes : null;
  };

const states = new Map(Object.entries(STATES).map(([code, name]) => [key(name), code]));
const provinces = new Map(Object.entries(PROVINCES).flatMap(([code, names]) => names.split('|').map((name) => [key(name), code] as const)));
let countries: Map<string, string> | null = null;

/** ISO 3166 code of a country's English name. */
function countryCode(name: string): string | null {
  countries ??= countryNames();
  return (
    countries.get(key(name)) ??
    countries.get(key(name).replace(/^(?:republic|kingdom|state|commonwealth|federative republic) of (?:the )?/, '')) ??
    null
  );
}

function countryNames(): Map<string, string> {
  const display = new Intl.DisplayNames('en', { type: 'region' });
  const names = new Map<string, string>();
  for (const code of Object.keys(EDGAR_CODES)) {
    if (code.length !== 2) continue;
    const name = display.of(code);
    if (name && name !== code) names.set(key(name), code);
  }
  for (const [code, aliases] of Object.entries(ISO_ALIASES)) for (const alias of aliases.split('|')) names.set(key(alias), code);
  return names;
}

const stateProvince: Transform = (text) => states.get(key(text)) ?? provinces.get(key(text).replace(/ canada$/, '')) ?? null;

/** EDGAR's own two characters: provinces of Canada are A0 to B0, countries as in its list; states of the USA keep theirs. */
const edgarProvinceCountry: Transform = (text) => {
  const province = provinces.get(key(text).replace(/ canada$/, ''));
  if (province !== undefined) return EDGAR_CODES[`CA-${province}`] ?? null;
  const country = countryCode(text);
  if (country !== null) return EDGAR_CODES[country] ?? null;
  return key(text) === 'unknown' ? 'XX' : (states.get(key(text)) ?? null);
};

const FILERS: Readonly<Record<string, string>> = {
  'large accelerated filer': 'Large Accelerated Filer',
  'accelerated filer': 'Accelerated Filer',
  'non accelerated filer': 'Non-accelerated Filer',
};

const filerCategory: Transform = (text) =>
  FILERS[
    key(text)
      .replace(/[^a-z]+/g, ' ')
      .trim()
  ] ?? null;

const exchange: Transform = (text) => {
  const name = key(text).replace(/ (?:llc|inc)$/, '');
  return EXCHANGES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

/** Source: SEC inline XBRL transformation registry 2015-08-31; EDGAR state and country codes */
export const nameTransforms: Readonly<Record<string, Transform>> = {
  boolballotbox: ballotBox('false', 'true'),
  yesnoballotbox: ballotBox('No', 'Yes'),
  countrynameen: countryCode,
  stateprovnameen: stateProvince,
  edgarprovcountryen: edgarProvinceCountry,
  entityfilercategoryen: filerCategory,
  exchnameen: exchange,
};
