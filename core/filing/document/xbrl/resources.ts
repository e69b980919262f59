import { calendarDay } from '../calendar-day.ts';
import { type Attributes, attribute, type NamespaceScope } from './namespaces.ts';

export interface XbrlContext {
  /** YYYY-MM-DD; absent on instants. */
  periodStart?: string;
  periodEnd: string;
  dimensions: { axis: string; member: string }[];
}

/** Contexts and units by id, shared by all documents of one inline set. */
export class XbrlResources {
  readonly contexts = new Map<string, XbrlContext>();
  /** USD, shares, USD/shares, pure */
  readonly units = new Map<string, string>();
  /** Ids of contexts that say no usable period, with why. */
  readonly unusable = new Map<string, string>();
}

interface ContextDraft {
  id: string;
  start: string;
  end: string;
  instant: string;
  forever: boolean;
  dimensions: { axis: string; member: string }[];
}

interface UnitDraft {
  id: string;
  numerator: string[];
  denominator: string[];
}

const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads `xbrli:context` and `xbrli:unit` from element events of whichever document holds them. `open` and `close` get canonical names
 * (`xbrli:period`). The first definition of an id stands.
 * Source: XBRL 2.1, XBRL Dimensions 1.0
 */
export class ResourceReader {
  readonly #resources: XbrlResources;
  readonly #namespaces: NamespaceScope;
  #context: ContextDraft | null = null;
  #unit: UnitDraft | null = null;
  #inDenominator = false;
  #typedAxis: string | null = null;
  #typedDepth = 0;
  #typedNil = false;
  #explicitAxis: string | null = null;
  #text = '';

  constructor(resources: XbrlResources, namespaces: NamespaceScope) {
    this.#resources = resources;
    this.#namespaces = namespaces;
  }

  /** True between the tags of a context or a unit: every element there is to be passed on. */
  get active(): boolean {
    return this.#context !== null || this.#unit !== null;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#typedAxis !== null) {
      this.#typedDepth++;
      this.#typedNil ||= attribute(attributes, this.#namespaces.attributeName(attributes, 'xsi:nil')) === 'true';
      return;
    }
    this.#text = '';
    switch (name) {
      case 'xbrli:context':
        this.#context = { id: attribute(attributes, 'id') ?? '', start: '', end: '', instant: '', forever: false, dimensions: [] };
        break;
      case 'xbrli:unit':
        this.#unit = { id: attribute(attributes, 'id') ?? '', numerator: [], denominator: [] };
        this.#inDenominator = false;
        break;
      case 'xbrli:unitdenominator':
        this.#inDenominator = true;
        break;
      case 'xbrli:forever':
        if (this.#context) this.#context.forever = true;
        break;
      case 'xbrldi:explicitmember':
        this.#explicitAxis = attribute(attributes, 'dimension') ?? '';
        break;
      case 'xbrldi:typedmember':
        this.#typedAxis = attribute(attributes, 'dimension') ?? '';
        this.#typedDepth = 0;
        this.#typedNil = false;
        break;
    }
  }

  text(chunk: string): void {
    this.#text += chunk;
  }

  close(name: string): void {
    if (this.#typedAxis !== null) {
      this.#closeTyped(name);
      return;
    }
    const text = this.#text.trim();
    switch (name) {
      case 'xbrli:startdate':
        if (this.#context) this.#context.start = text;
        break;
      case 'xbrli:enddate':
        if (this.#context) this.#context.end = text;
        break;
      case 'xbrli:instant':
        if (this.#context) this.#context.instant = text;
        break;
      case 'xbrldi:explicitmember':
        this.#addDimension(this.#explicitAxis ?? '', this.#namespaces.name(text));
        break;
      case 'xbrli:measure':
        this.#addMeasure(text);
        break;
      case 'xbrli:unitdenominator':
        this.#inDenominator = false;
        break;
      case 'xbrli:context':
        this.#finishContext();
        break;
      case 'xbrli:unit':
        this.#finishUnit();
        break;
    }
    this.#text = '';
  }

  #closeTyped(name: string): void {
    if (name !== 'xbrldi:typedmember' || this.#typedDepth > 0) {
      this.#typedDepth--;
      return;
    }
    const value = this.#text.replace(/\s+/g, ' ').trim();
    this.#addDimension(this.#typedAxis ?? '', this.#typedNil && value === '' ? 'nil' : value);
    this.#typedAxis = null;
    this.#text = '';
  }

  #addDimension(axis: string, member: string): void {
    this.#context?.dimensions.push({ axis: this.#namespaces.name(axis), member });
  }

  #addMeasure(qname: string): void {
    if (!this.#unit) return;
    const name = this.#namespaces.name(qname);
    const local = name.slice(name.indexOf(':') + 1);
    (this.#inDenominator ? this.#unit.denominator : this.#unit.numerator).push(local);
  }

  #finishContext(): void {
    const draft = this.#context;
    this.#context = null;
    if (!draft || this.#resources.contexts.has(draft.id)) return;
    const dimensions = draft.dimensions.sort((a, b) => (a.axis < b.axis ? -1 : a.axis > b.axis ? 1 : 0));
    if (draft.forever) {
      this.#resources.unusable.set(draft.id, 'context covers all time');
      return;
    }
    const end = draft.instant === '' ? lastDay(draft.end) : lastDay(draft.instant);
    const start = draft.instant === '' ? firstDay(draft.start) : undefined;
    if (end === undefined || (draft.instant === '' && start === undefined)) {
      this.#resources.unusable.set(draft.id, 'context has no valid period');
      return;
    }
    if (start !== undefined && start > end) {
      this.#resources.unusable.set(draft.id, 'context ends before it begins');
      return;
    }
    const context: XbrlContext = { periodEnd: end, dimensions };
    if (start !== undefined) context.periodStart = start;
    this.#resources.contexts.set(draft.id, context);
  }

  #finishUnit(): void {
    const draft = this.#unit;
    this.#unit = null;
    if (!draft || this.#resources.units.has(draft.id) || draft.numerator.length === 0) return;
    const numerator = draft.numerator.sort().join('*');
    const denominator = draft.denominator.sort().join('*');
    this.#resources.units.set(draft.id, denominator === '' ? numerator : `${numerator}/${denominator}`);
  }
}

/** A date that ends a period; one with a time of midnight means the end of the day before (XBRL 2.1, 4.7.2). */
function lastDay(text: string): string | undefined {
  const [date, time] = DATE.exec(text) ?? [];
  const day = calendarDay(date);
  if (day === undefined || time === undefined || !/^T00:00(:00(\.0+)?)?$/.test(time)) return day;
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

const firstDay = (text: string): string | undefined => (DATE.test(text) ? calendarDay(text) : undefined);
