import { Tokenizer } from 'htmlparser2';
import { ParsingError } from '../../../errors.ts';
import { parseXml } from '../parse-xml.ts';
import type { ParsedFact } from '../types.ts';
import type { SkippedFact } from './collector.ts';
import { canonicalDecimal } from './decimal-string.ts';
import { NamespaceScope } from './namespaces.ts';
import { readDecimals } from './resolve-facts.ts';
import { ResourceReader, XbrlResources } from './resources.ts';

/** No instance nests deeper than its footnotes, a few elements. */
const MOST_DEPTH = 1_000;

interface Item {
  name: string;
  attributes: ReadonlyMap<string, string>;
  isNil: boolean;
  text: string;
}

export interface InstanceFacts {
  facts: ParsedFact[];
  skippedFacts: SkippedFact[];
}

/** True when the head of an XML document is that of an XBRL instance. */
export const isInstance = (head: string): boolean => /<(?:\w+:)?xbrl[\s>]/.test(head) && head.includes('http://www.xbrl.org/2003/instance');

/**
 * Facts of a plain XBRL instance (EX-101.INS of 2009 to 2018, or the `_htm.xml` that EDGAR extracts), in the shape of inline facts without
 * a span. Text blocks hold escaped HTML; their tags are left out.
 * Source: XBRL 2.1, 4.6
 */
export function readInstance(source: string): InstanceFacts {
  const resources = new XbrlResources();
  const namespaces = new NamespaceScope();
  const reader = new ResourceReader(resources, namespaces);
  const items: Item[] = [];
  const open: Item[] = [];
  let depth = 0;
  let inFootnotes = 0;
  const { isTooDeep } = parseXml(
    source,
    {
      onopentag(rawName, rawAttributes) {
        const attributes = new Map(Object.entries(rawAttributes));
        namespaces.declare(attributes, ++depth);
        const name = qualified(namespaces, rawName);
        if (reader.active || name === 'xbrli:context' || name === 'xbrli:unit') reader.open(name.toLowerCase(), attributes);
        else if (name === 'link:footnotelink' || inFootnotes > 0) inFootnotes++;
        else if (depth > 1 && attributes.has('contextRef')) {
          const nil = attributes.get(namespaces.attributeName(attributes, 'xsi:nil'));
          const item = { name, attributes, isNil: nil === 'true' || nil === '1', text: '' };
          items.push(item);
          open.push(item);
        } else if (open.length > 0) open.push({ name, attributes, isNil: false, text: '' });
      },
      ontext(chunk) {
        if (reader.active) reader.text(chunk);
        else if (open.length > 0) open[0]!.text += chunk;
      },
      onclosetag(rawName) {
        if (reader.active) reader.close(qualified(namespaces, rawName).toLowerCase());
        else if (inFootnotes > 0) inFootnotes--;
        else if (open.length > 0) open.pop();
        namespaces.leave(--depth);
      },
    },
    MOST_DEPTH,
  );
  if (isTooDeep) throw new ParsingError('DOCUMENT_UNREADABLE', 'The XBRL instance is nested too deeply.');
  const facts: ParsedFact[] = [];
  const skippedFacts: SkippedFact[] = [];
  for (const item of items) {
    const fact = toFact(item, resources);
    if (typeof fact === 'string') skippedFacts.push({ element: 'xbrli:item', name: item.name, reason: fact });
    else facts.push(fact);
  }
  return { facts, skippedFacts };
}

/** Footnote links are found whatever prefix they have. */
function qualified(namespaces: NamespaceScope, rawName: string): string {
  const name = namespaces.name(rawName);
  return name.toLowerCase() === 'link:footnotelink' ? 'link:footnotelink' : name;
}

function toFact(item: Item, resources: XbrlResources): ParsedFact | string {
  const contextRef = item.attributes.get('contextRef') ?? '';
  const context = resources.contexts.get(contextRef);
  if (!context) return resources.unusable.get(contextRef) ?? `context ${contextRef} is not defined`;
  const { isNil } = item;
  const unitRef = item.attributes.get('unitRef');
  const isNumeric = unitRef !== undefined;
  const unit = isNumeric ? resources.units.get(unitRef) : undefined;
  if (isNumeric && unit === undefined) return `unit ${unitRef} is not defined`;
  const value = isNil ? '' : isNumeric ? canonicalDecimal(item.text) : plainText(item.text);
  if (value === null) return `"${item.text.trim().slice(0, 40)}" is no number`;
  const decimals = isNumeric ? decimalsOf(item, value) : undefined;
  if (decimals === null) return 'decimals is no small integer';
  return {
    concept: item.name,
    value,
    isNumeric,
    isNil,
    ...(unit !== undefined && { unit }),
    ...(context.periodStart !== undefined && { periodStart: context.periodStart }),
    periodEnd: context.periodEnd,
    dimensions: context.dimensions,
    ...(decimals !== undefined && { decimals }),
    isHidden: true,
    contextRef,
  };
}

/** `decimals`, or what `precision` (significant digits) comes to for this value. */
function decimalsOf(item: Item, value: string): number | null | undefined {
  const decimals = readDecimals(item.attributes.get('decimals') ?? '');
  if (decimals !== undefined) return decimals;
  const precision = Number.parseInt(item.attributes.get('precision') ?? '', 10);
  const size = Math.abs(Number(value));
  return Number.isNaN(precision) || size === 0 ? undefined : (readDecimals(String(precision - (Math.floor(Math.log10(size)) + 1))) ?? null);
}

const plainText = (value: string): string => (value.includes('<') ? stripTags(value) : value).replace(/\s+/g, ' ').trim();

/** The text of escaped HTML, its entities read. */
function stripTags(html: string): string {
  const parts: string[] = [];
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => parts.push(html.slice(start, end)),
      ontextentity: (codepoint) => parts.push(String.fromCodePoint(codepoint)),
      onopentagname: (start, end) => {
        if (BREAKS.test(html.slice(start, Math.min(end, start + 8)))) parts.push(' ');
      },
      oncdata: ignore,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return parts.join('');
}
const BREAKS = /^(?:p|div|tr|br|li|table|h\d|td|th)$/i;
