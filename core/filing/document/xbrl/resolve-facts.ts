import type { ParsedFact, Span } from '../types.ts';
import type { InlineElement, SkippedFact, XbrlCollector, XbrlSet } from './collector.ts';
import { canonicalDecimal } from './decimal-string.ts';
import { transform } from './transforms/transform.ts';

/**
 * Turns the elements of one document into facts; what cannot be read is named with its reason and never guessed.
 * Source: Inline XBRL 1.1, sections 8 to 13
 */
export function resolveFacts(
  elements: readonly InlineElement[],
  set: XbrlSet,
  text: string,
  owner: XbrlCollector,
): { facts: ParsedFact[]; skippedFacts: SkippedFact[] } {
  const facts: ParsedFact[] = [];
  const skippedFacts: SkippedFact[] = [];
  for (const element of elements) {
    const result = resolveElement(element, set, text, owner);
    if (typeof result === 'string') skippedFacts.push({ element: `ix:${element.kind}`, name: element.name, reason: result });
    else facts.push(result);
  }
  return { facts, skippedFacts };
}

/** The fact, or why there is none. */
function resolveElement(element: InlineElement, set: XbrlSet, text: string, owner: XbrlCollector): ParsedFact | string {
  if (element.kind === 'tuple') return 'tuples have no value of their own';
  if (element.kind === 'fraction') return 'fractions are not read';
  if (element.name === '') return 'no name';
  if (element.end < 0) return 'element is not closed';
  const { contextRef, isNil } = element;
  const context = set.resources.contexts.get(contextRef);
  if (!context) return set.resources.unusable.get(contextRef) ?? `context ${contextRef || '(none)'} is not defined`;
  const isNumeric = element.kind === 'nonFraction';
  const value = isNil ? '' : isNumeric ? numericValue(element) : textValue(element, set, text, owner);
  if (typeof value !== 'string') return value.reason;
  const fact: ParsedFact = {
    concept: element.name,
    value,
    isNumeric,
    isNil,
    periodEnd: context.periodEnd,
    dimensions: context.dimensions,
    isHidden: element.hidden,
    contextRef,
  };
  if (context.periodStart !== undefined) fact.periodStart = context.periodStart;
  if (isNumeric) {
    const unit = set.resources.units.get(element.unitRef);
    if (unit === undefined) return `unit ${element.unitRef || '(none)'} is not defined`;
    fact.unit = unit;
    const decimals = readDecimals(element.decimals);
    if (decimals === null) return 'decimals is no small integer';
    if (decimals !== undefined) fact.decimals = decimals;
    const scale = Number.parseInt(element.scale, 10);
    if (!Number.isNaN(scale)) fact.scale = scale;
  }
  if (element.anchor !== undefined && !element.hidden) fact.anchor = element.anchor;
  const span = element.hidden ? undefined : trimSpan(element.start, element.end, text);
  if (span) fact.span = span;
  return fact;
}

/** Undefined for INF and where nothing is said; null where no figure can be rounded so. */
export function readDecimals(text: string): number | null | undefined {
  const decimals = Number.parseInt(text, 10);
  if (Number.isNaN(decimals)) return undefined;
  return Math.abs(decimals) > MOST_DECIMALS ? null : decimals;
}
const MOST_DECIMALS = 100;
const LONGEST_NUMBER = 400;

function numericValue(element: InlineElement): string | { reason: string } {
  if (element.raw.length > LONGEST_NUMBER) return { reason: `a text of ${element.raw.length} characters is no number` };
  const transformed = element.format === '' ? element.raw.trim() : transform(element.format, element.raw);
  if (transformed === undefined) return { reason: `format ${element.format} is not known` };
  if (transformed === null) return { reason: `"${clip(element.raw)}" is not in format ${element.format}` };
  const scale = Number(element.scale || '0');
  if (!Number.isInteger(scale) || Math.abs(scale) > 100) return { reason: 'scale is no small integer' };
  const value = canonicalDecimal(transformed, scale, element.isNegative);
  return value ?? { reason: `"${clip(element.raw)}" is no number` };
}

function textValue(element: InlineElement, set: XbrlSet, text: string, owner: XbrlCollector): string | { reason: string } {
  const chain = continuationChain(element, set);
  if (!Array.isArray(chain)) return chain;
  const parts = [element, ...chain];
  if (element.format !== '') {
    const value = transform(element.format, parts.map((part) => part.raw).join(''));
    if (value === undefined) return { reason: `format ${element.format} is not known` };
    return value ?? { reason: `"${clip(element.raw)}" is not in format ${element.format}` };
  }
  const isBlock = element.isEscaped;
  const simple = chain.length === 0 && element.excluded.length === 0;
  if (!isBlock && !(simple && !element.hidden)) return collapse(parts.map((part) => part.raw).join(''));
  const texts = parts.map((part) => partText(part, text, owner)).filter((part) => part !== '');
  return isBlock ? texts.join('\n') : collapse(texts.join(' '));
}

/** What a part says: from the normalised text where it stands in this document, as written otherwise. */
function partText(part: InlineElement, text: string, owner: XbrlCollector): string {
  if (part.hidden || part.collector !== owner) return collapse(part.raw);
  let value = '';
  let from = part.start;
  for (const excluded of part.excluded) {
    if (excluded.start > from) value += text.slice(from, excluded.start);
    from = Math.max(from, excluded.end);
  }
  value += text.slice(from, part.end);
  return value.trim();
}

function continuationChain(element: InlineElement, set: XbrlSet): InlineElement[] | { reason: string } {
  const chain: InlineElement[] = [];
  const seen = new Set<InlineElement>([element]);
  let next = element.continuedAt;
  while (next !== '') {
    const continuation = set.continuations.get(next);
    if (!continuation) return { reason: `continuation ${next} is missing` };
    if (seen.has(continuation)) return { reason: 'continuations form a circle' };
    if (continuation.end < 0) return { reason: `continuation ${next} is not closed` };
    // Inline XBRL 1.1, 4.1.1: each continues one fact.
    if ((set.continued.get(continuation) ?? element) !== element) return { reason: `continuation ${next} belongs to another fact` };
    set.continued.set(continuation, element);
    seen.add(continuation);
    chain.push(continuation);
    next = continuation.continuedAt;
  }
  return chain;
}

/** Without the white space and cell separators that the reader puts between blocks. */
function trimSpan(start: number, end: number, text: string): Span | undefined {
  let charStart = start;
  let charEnd = end;
  while (charStart < charEnd && isGap(text.charCodeAt(charStart))) charStart++;
  while (charEnd > charStart && isGap(text.charCodeAt(charEnd - 1))) charEnd--;
  return charStart < charEnd ? { charStart, charEnd } : undefined;
}

const isGap = (code: number): boolean => code === 32 || code === 10 || code === 124 || code === 160 || code === 9;
const collapse = (value: string): string => value.replace(/\s+/g, ' ').trim();
const clip = (value: string): string => collapse(value).slice(0, 40);
