/** A calendar day as the reader writes it; `day` is YYYY-MM-DD, or null for none. */
export const formatDay = (day: string | null | undefined): string =>
  day ? new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' }) : '–';

/** An instant on the reader's clock. */
export const formatInstant = (instant: string | null | undefined): string =>
  instant ? new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }) : '–';

/** A day of every year from EDGAR's MMDD: "0927" is "Sep 27". */
export const formatMonthDay = (monthDay: string): string =>
  new Date(`2000-${monthDay.slice(0, 2)}-${monthDay.slice(2)}T00:00:00Z`).toLocaleDateString(undefined, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });

/** The time of day on the reader's clock, in 24 hours: "16:04:59". */
export const formatTime = (instant: string): string => new Date(instant).toLocaleTimeString(undefined, { hour12: false });

const SCALES: [number, string][] = [
  [12, 'T'],
  [9, 'B'],
  [6, 'M'],
];

/**
 * A decimal string in base units, shortened for reading: "391035000000" USD is "$391.04B". The exact value belongs in a title beside it.
 */
export function formatValue(value: string, unit: string | null | undefined): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const money = unit?.startsWith('USD') ? '$' : '';
  const suffix = unit && !unit.startsWith('USD') && unit !== 'pure' ? ` ${unit}` : '';
  const size = Math.abs(number);
  const scale = SCALES.find(([power]) => size >= 10 ** power);
  const digits = scale
    ? `${(size / 10 ** scale[0]).toLocaleString(undefined, { maximumFractionDigits: 2 })}${scale[1]}`
    : size.toLocaleString(undefined, { maximumFractionDigits: 4 });
  return `${number < 0 ? '−' : ''}${money}${digits}${suffix}`;
}

/** A relative change as a percentage with its sign: "0.0202" is "+2.0%". */
export const formatChange = (change: string): string => {
  const percent = Number(change) * 100;
  return `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)}%`;
};

/** A formula as it is computed, in groups of three and with a reader's signs: "1040000000 - 939000000" is "1,040,000,000 − 939,000,000". */
export const formatFormula = (formula: string): string =>
  formula
    .replace(/(?<![\w.])\d{4,}(?=\D|$)/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','))
    .replaceAll(' - ', ' − ')
    .replaceAll(' * ', ' × ')
    .replaceAll(' / ', ' ÷ ');

/** Bytes for reading: "1.2 MB". */
export const formatBytes = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
