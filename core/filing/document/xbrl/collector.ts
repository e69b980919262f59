import type { ParsedFact } from '../types.ts';
import { type Attributes, attribute, NamespaceScope } from './namespaces.ts';
import { resolveFacts } from './resolve-facts.ts';
import { ResourceReader, XbrlResources } from './resources.ts';

export interface SkippedFact {
  element: string;
  name: string;
  reason: string;
}

/** An inline element as it stood in the markup. Offsets count the normalised text. */
export interface InlineElement {
  kind: 'nonFraction' | 'nonNumeric' | 'continuation' | 'fraction' | 'tuple';
  /** Canonical concept; empty on continuations. */
  name: string;
  /** Canonical transform: `ixt:num-dot-decimal`; empty without one. */
  format: string;
  contextRef: string;
  unitRef: string;
  continuedAt: string;
  decimals: string;
  scale: string;
  isNegative: boolean;
  isNil: boolean;
  isEscaped: boolean;
  anchor: string | undefined;
  hidden: boolean;
  start: number;
  /** -1 until it is closed. */
  end: number;
  /** Text as written, without excluded parts. */
  raw: string;
  /** Spans of `ix:exclude` inside, in order. */
  excluded: { start: number; end: number }[];
  /** The document it stands in. */
  collector: XbrlCollector;
}

/**
 * Everything that the inline documents of one filing share: contexts, units and continuations may stand in another document than the
 * fact. Read all documents first, then finish each.
 */
export class XbrlSet {
  readonly resources = new XbrlResources();
  readonly continuations = new Map<string, InlineElement>();
  /** Which fact a continuation belongs to: the first that leads to it. */
  readonly continued = new Map<InlineElement, InlineElement>();
}

export const createXbrlSet = (): XbrlSet => new XbrlSet();

/**
 * Collects the inline XBRL of one document from its reader's events, in one pass. To be called for
 * - the root element (it declares the prefixes): `open`;
 * - every element whose name has a colon: `open`, then `close`, also for `<ix:… />`;
 * - every text node while `wantsText` is true: `text`, decoded, as written.
 */
export interface XbrlCollector {
  /**
   * @param offset  length of the normalised text so far
   * @param anchor  `id` of the nearest element in the sanitised HTML; of the fact itself when the reader keeps it
   * @param hidden  true when the reader drops this element's text (display:none)
   */
  open(name: string, attributes: Attributes, offset: number, anchor?: string, hidden?: boolean): void;
  close(name: string, offset: number): void;
  text(chunk: string): void;
  readonly wantsText: boolean;
  /** True inside `ix:header`: none of it belongs to the text. */
  readonly inHeader: boolean;
  /** True once an inline fact was met. */
  readonly found: boolean;
  /**
   * Facts in document order. Call once, after all documents of the set were read.
   * @param text  the document's normalised text
   */
  finish(text: string): { facts: ParsedFact[]; skippedFacts: SkippedFact[] };
}

const KIND = {
  none: 0,
  other: 1,
  fact: 2,
  exclude: 3,
  header: 4,
  hidden: 5,
  resource: 6,
} as const;
type Kind = (typeof KIND)[keyof typeof KIND];

const FACT_KINDS: Readonly<Record<string, InlineElement['kind']>> = {
  'ix:nonfraction': 'nonFraction',
  'ix:nonnumeric': 'nonNumeric',
  'ix:continuation': 'continuation',
  'ix:fraction': 'fraction',
  'ix:tuple': 'tuple',
};

export const createXbrlCollector = (set: XbrlSet = new XbrlSet()): XbrlCollector => new Collector(set);

class Collector implements XbrlCollector {
  readonly #set: XbrlSet;
  readonly #namespaces = new NamespaceScope();
  readonly #resources: ResourceReader;
  readonly #elements: InlineElement[] = [];
  readonly #open: InlineElement[] = [];
  readonly #excludes: { start: number; floor: number }[] = [];
  readonly #kinds = new Map<string, { kind: Kind; canonical: string }>();
  #depth = 0;
  #headers = 0;
  #hidden = 0;
  /** Open elements below this index are inside an exclude: their text is not theirs. */
  #floor = 0;

  constructor(set: XbrlSet) {
    this.#set = set;
    this.#resources = new ResourceReader(set.resources, this.#namespaces);
  }

  get wantsText(): boolean {
    return this.#open.length > this.#floor || this.#resources.active;
  }

  get inHeader(): boolean {
    return this.#headers > 0;
  }

  get found(): boolean {
    return this.#elements.length > 0;
  }

  open(name: string, attributes: Attributes, offset: number, anchor?: string, hidden = false): void {
    if (!name.includes(':')) {
      if (this.#namespaces.declare(attributes, 0)) this.#kinds.clear();
      return;
    }
    this.#depth++;
    if (this.#namespaces.declare(attributes, this.#depth)) this.#kinds.clear();
    const { kind, canonical } = this.#kindOf(name);
    if (this.#resources.active || kind === KIND.resource) {
      this.#resources.open(canonical, attributes);
      return;
    }
    switch (kind) {
      case KIND.fact:
        this.#openElement(canonical, attributes, offset, anchor, hidden);
        break;
      case KIND.exclude:
        this.#excludes.push({ start: offset, floor: this.#floor });
        this.#floor = this.#open.length;
        break;
      case KIND.header:
        this.#headers++;
        break;
      case KIND.hidden:
        this.#hidden++;
        break;
    }
  }

  text(chunk: string): void {
    if (this.#resources.active) {
      this.#resources.text(chunk);
      return;
    }
    for (let i = this.#floor; i < this.#open.length; i++) this.#open[i]!.raw += chunk;
  }

  close(name: string, offset: number): void {
    if (!name.includes(':')) return;
    const { kind, canonical } = this.#kindOf(name);
    if (this.#resources.active) this.#resources.close(canonical);
    else if (kind === KIND.fact) this.#closeElement(canonical, offset);
    else if (kind === KIND.exclude) this.#closeExclude(offset);
    else if (kind === KIND.header && this.#headers > 0) this.#headers--;
    else if (kind === KIND.hidden && this.#hidden > 0) this.#hidden--;
    if (this.#depth > 0) this.#depth--;
    if (this.#namespaces.leave(this.#depth)) this.#kinds.clear();
  }

  finish(text: string): { facts: ParsedFact[]; skippedFacts: SkippedFact[] } {
    return resolveFacts(this.#elements, this.#set, text, this);
  }

  #kindOf(name: string): { kind: Kind; canonical: string } {
    let known = this.#kinds.get(name);
    if (!known) {
      const canonical = this.#namespaces.name(name).toLowerCase();
      known = { kind: kindOf(canonical), canonical };
      this.#kinds.set(name, known);
    }
    return known;
  }

  #openElement(canonical: string, attributes: Attributes, offset: number, anchor: string | undefined, hidden: boolean): void {
    const element: InlineElement = {
      kind: FACT_KINDS[canonical]!,
      name: this.#namespaces.name(value(attributes, 'name')),
      format: this.#namespaces.name(value(attributes, 'format')),
      contextRef: value(attributes, 'contextRef'),
      unitRef: value(attributes, 'unitRef'),
      continuedAt: value(attributes, 'continuedAt'),
      decimals: value(attributes, 'decimals'),
      scale: value(attributes, 'scale'),
      isNegative: value(attributes, 'sign') === '-',
      isNil: isTrue(value(attributes, this.#namespaces.attributeName(attributes, 'xsi:nil'))),
      isEscaped: isTrue(value(attributes, 'escape')),
      anchor,
      hidden: hidden || this.#hidden > 0 || this.#headers > 0,
      start: offset,
      end: -1,
      raw: '',
      excluded: [],
      collector: this,
    };
    this.#open.push(element);
    if (element.kind !== 'continuation') {
      this.#elements.push(element);
      return;
    }
    const id = value(attributes, 'id');
    if (id !== '' && !this.#set.continuations.has(id)) this.#set.continuations.set(id, element);
  }

  #closeElement(canonical: string, offset: number): void {
    const kind = FACT_KINDS[canonical]!;
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const element = this.#open[i]!;
      if (element.kind !== kind) continue;
      element.end = offset;
      this.#open.splice(i, 1);
      if (i < this.#floor) this.#floor--;
      return;
    }
  }

  #closeExclude(offset: number): void {
    const exclude = this.#excludes.pop();
    if (!exclude) return;
    for (let i = exclude.floor; i < this.#floor && i < this.#open.length; i++)
      this.#open[i]!.excluded.push({ start: exclude.start, end: offset });
    this.#floor = exclude.floor;
  }
}

const value = (attributes: Attributes, name: string): string => attribute(attributes, name)?.trim() ?? '';
const isTrue = (value: string): boolean => value === 'true' || value === '1';

function kindOf(canonical: string): Kind {
  if (canonical in FACT_KINDS) return KIND.fact;
  if (canonical === 'ix:exclude') return KIND.exclude;
  if (canonical === 'ix:header') return KIND.header;
  if (canonical === 'ix:hidden') return KIND.hidden;
  if (canonical === 'xbrli:context' || canonical === 'xbrli:unit') return KIND.resource;
  return canonical.startsWith('ix:') ? KIND.other : KIND.none;
}
