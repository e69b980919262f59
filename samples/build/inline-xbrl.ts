import { escaped } from './html.ts';

export interface Period {
  /** Absent on instants. YYYY-MM-DD */
  start?: string;
  end: string;
}
export type Dimensions = Record<string, string>;
export type Unit = 'USD' | 'shares' | 'USD/shares' | 'pure';

export interface NumberOptions {
  /** The figure is printed in units of 10^scale. */
  scale?: number;
  /** Absent: exact. */
  decimals?: number;
  fractionDigits?: number;
  dimensions?: Dimensions;
  /** Printed in brackets although the value is positive, as outflows are. */
  bracketed?: boolean;
}

const UNIT_IDS: Record<Unit, string> = { USD: 'usd', shares: 'shares', 'USD/shares': 'usdPerShare', pure: 'pure' };
const UNITS: Record<Unit, string> = {
  USD: '<xbrli:measure>iso4217:USD</xbrli:measure>',
  shares: '<xbrli:measure>xbrli:shares</xbrli:measure>',
  'USD/shares':
    '<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide>',
  pure: '<xbrli:measure>xbrli:pure</xbrli:measure>',
};
const NAMESPACES: Record<string, string> = {
  xlink: 'http://www.w3.org/1999/xlink',
  link: 'http://www.xbrl.org/2003/linkbase',
  xbrli: 'http://www.xbrl.org/2003/instance',
  xbrldi: 'http://xbrl.org/2006/xbrldi',
  ix: 'http://www.xbrl.org/2013/inlineXBRL',
  ixt: 'http://www.xbrl.org/inlineXBRL/transformation/2020-02-12',
  'ixt-sec': 'http://www.sec.gov/inlineXBRL/transformation/2015-08-31',
  iso4217: 'http://www.xbrl.org/2003/iso4217',
  dei: 'http://xbrl.sec.gov/dei/2025',
  'us-gaap': 'http://fasb.org/us-gaap/2025',
  srt: 'http://fasb.org/srt/2025',
  country: 'http://xbrl.sec.gov/country/2025',
};

/** One inline XBRL document in the making: hands out fact markup and keeps the contexts, units and hidden facts that the header needs. */
export class InlineDocument {
  private readonly contexts = new Map<string, { id: string; xml: string }>();
  private readonly units = new Set<Unit>();
  private readonly hidden: string[] = [];
  private facts = 0;
  /** Concepts and members used, with the label that the label linkbase gives them. */
  readonly labels = new Map<string, string>();

  constructor(
    private readonly entity: { cik: number; prefix: string },
    private readonly name: string,
  ) {}

  private context(period: Period, dimensions: Dimensions = {}): string {
    const key = JSON.stringify([period.start, period.end, Object.entries(dimensions).sort()]);
    const known = this.contexts.get(key);
    if (known) return known.id;
    const id = `c-${this.contexts.size + 1}`;
    const members = Object.entries(dimensions)
      .map(([axis, member]) => `<xbrldi:explicitMember dimension="${axis}">${member}</xbrldi:explicitMember>`)
      .join('');
    const segment = members === '' ? '' : `<xbrli:segment>${members}</xbrli:segment>`;
    const time = period.start
      ? `<xbrli:startDate>${period.start}</xbrli:startDate><xbrli:endDate>${period.end}</xbrli:endDate>`
      : `<xbrli:instant>${period.end}</xbrli:instant>`;
    const cik = String(this.entity.cik).padStart(10, '0');
    this.contexts.set(key, {
      id,
      xml: `<xbrli:context id="${id}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">${cik}</xbrli:identifier>${segment}</xbrli:entity><xbrli:period>${time}</xbrli:period></xbrli:context>`,
    });
    return id;
  }

  private nextId = () => {
    this.facts += 1;
    return `f-${this.facts}`;
  };

  /** A figure; negative ones stand in brackets, outside the element. `value` is in units of 10^scale. Zero is printed as a dash. */
  number(concept: string, value: number, unit: Unit, period: Period, options: NumberOptions = {}): string {
    const { scale = 0, decimals, fractionDigits = 0, dimensions, bracketed = false } = options;
    this.units.add(unit);
    const shown = Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits });
    const zero = value === 0;
    const element =
      `<ix:nonFraction id="${this.nextId()}" name="${concept}" contextRef="${this.context(period, dimensions)}" unitRef="${UNIT_IDS[unit]}"` +
      ` decimals="${decimals ?? 'INF'}" scale="${scale}" format="ixt:${zero ? 'fixed-zero' : 'num-dot-decimal'}"${value < 0 ? ' sign="-"' : ''}>` +
      `${zero ? '&#8212;' : shown}</ix:nonFraction>`;
    return value < 0 !== bracketed && !zero ? `(${element})` : element;
  }

  /** Text, or with `format` something that a transform reads as a value. `inner` is markup. */
  text(concept: string, inner: string, period: Period, options: { format?: string; dimensions?: Dimensions } = {}): string {
    const format = options.format ? ` format="${options.format}"` : '';
    return `<ix:nonNumeric id="${this.nextId()}" name="${concept}" contextRef="${this.context(period, options.dimensions)}"${format}>${inner}</ix:nonNumeric>`;
  }

  /** A block of markup, optionally going on in a second part of the document: `[first, second]`. */
  block(concept: string, parts: [string] | [string, string], period: Period): string[] {
    const id = this.nextId();
    const next = `${id}-1`;
    const [first, second] = parts;
    const open = `<ix:nonNumeric id="${id}" name="${concept}" contextRef="${this.context(period)}" escape="true"`;
    if (second === undefined) return [`${open}>${first}</ix:nonNumeric>`];
    return [`${open} continuedAt="${next}">${first}</ix:nonNumeric>`, `<ix:continuation id="${next}">${second}</ix:continuation>`];
  }

  hide(concept: string, value: string, period: Period): void {
    this.hidden.push(
      `<ix:nonNumeric id="${this.nextId()}" name="${concept}" contextRef="${this.context(period)}">${escaped(value)}</ix:nonNumeric>`,
    );
  }

  label(concept: string, label: string): void {
    if (!this.labels.has(concept)) this.labels.set(concept, label);
  }

  /** The whole document around `body`. */
  toString(title: string, body: string): string {
    const own = `xmlns:${this.entity.prefix}="${this.ownNamespace}"`;
    const namespaces = Object.entries(NAMESPACES)
      .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
      .join(' ');
    const units = [...this.units].map((unit) => `<xbrli:unit id="${UNIT_IDS[unit]}">${UNITS[unit]}</xbrli:unit>`).join('');
    const contexts = [...this.contexts.values()].map(({ xml }) => xml).join('\n');
    return `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" ${namespaces} ${own} xml:lang="en-US"><head><meta http-equiv="Content-Type" content="text/html"/>
<title>${escaped(title)}</title></head><body>
<div style="display:none"><ix:header><ix:hidden>${this.hidden.join('\n')}</ix:hidden><ix:references xml:lang="en-US"><link:schemaRef xlink:type="simple" xlink:href="${this.name}.xsd"/></ix:references><ix:resources>${contexts}
${units}</ix:resources></ix:header></div>
${body}</body></html>
`;
  }

  private get ownNamespace(): string {
    return `http://www.${this.entity.prefix}.example/${this.name.slice(-8)}`;
  }

  labelLinkbase(): string {
    const files: Record<string, string> = {
      dei: 'https://xbrl.sec.gov/dei/2025/dei-2025.xsd',
      'us-gaap': 'https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd',
      srt: 'https://xbrl.fasb.org/srt/2025/elts/srt-2025.xsd',
      country: 'https://xbrl.sec.gov/country/2025/country-2025.xsd',
    };
    const entries = [...this.labels].map(([concept, label]) => {
      const [prefix, local] = concept.split(':') as [string, string];
      const href = `${files[prefix] ?? `${this.name}.xsd`}#${prefix}_${local}`;
      const id = `${prefix}_${local}`;
      return (
        `<link:loc xlink:type="locator" xlink:href="${href}" xlink:label="loc_${id}"/>` +
        `<link:label id="lab_${id}" xlink:type="resource" xlink:label="lab_${id}" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">${escaped(label)}</link:label>` +
        `<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" xlink:from="loc_${id}" xlink:to="lab_${id}"/>`
      );
    });
    return `<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
${entries.join('\n')}
</link:labelLink>
</link:linkbase>
`;
  }

  schema(): string {
    const { prefix } = this.entity;
    const own = [...this.labels.keys()].filter((concept) => concept.startsWith(`${prefix}:`));
    const elements = own.map((concept) => {
      const local = concept.slice(prefix.length + 1);
      return `<xsd:element id="${prefix}_${local}" name="${local}" abstract="true" nillable="true" substitutionGroup="xbrli:item" type="dtr-types:domainItemType" xbrli:periodType="duration"/>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dtr-types="http://www.xbrl.org/dtr/type/2022-03-31" targetNamespace="${this.ownNamespace}" elementFormDefault="qualified">
<xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="${this.name}_lab.xml" xlink:role="http://www.xbrl.org/2003/role/labelLinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xsd:appinfo></xsd:annotation>
<xsd:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xsd:import namespace="http://fasb.org/us-gaap/2025" schemaLocation="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd"/>
<xsd:import namespace="http://xbrl.sec.gov/dei/2025" schemaLocation="https://xbrl.sec.gov/dei/2025/dei-2025.xsd"/>
${elements.join('\n')}
</xsd:schema>
`;
  }
}
