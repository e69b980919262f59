import { parseXml } from '../parse-xml.ts';

/** Labels hold a little markup at most. */
const MOST_DEPTH = 200;
const STANDARD = 'http://www.xbrl.org/2003/role/label';

/**
 * Standard labels in English by concept (`us-gaap:Revenues`) from label linkbases. A locator names its element by `#us-gaap_Revenues`.
 * Source: XBRL 2.1, 5.2.2
 */
export function readLabels(documents: readonly { bytes: Uint8Array }[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { bytes } of documents) readLinkbase(new TextDecoder('utf-8').decode(bytes), labels);
  return labels;
}

function readLinkbase(source: string, labels: Map<string, string>): void {
  const concepts = new Map<string, string>();
  const arcs: [from: string, to: string][] = [];
  const texts = new Map<string, string>();
  let current: string | null = null;
  let text = '';
  parseXml(
    source,
    {
      onopentag(name, attributes) {
        const local = name.slice(name.indexOf(':') + 1);
        if (local === 'loc') concepts.set(attributes['xlink:label'] ?? '', conceptOf(attributes['xlink:href'] ?? ''));
        else if (local === 'labelArc') arcs.push([attributes['xlink:from'] ?? '', attributes['xlink:to'] ?? '']);
        else if (local === 'label') {
          const role = attributes['xlink:role'] ?? STANDARD;
          const isEnglish = (attributes['xml:lang'] ?? 'en').toLowerCase().startsWith('en');
          current = role === STANDARD && isEnglish ? (attributes['xlink:label'] ?? '') : null;
          text = '';
        }
      },
      ontext(chunk) {
        if (current !== null) text += chunk;
      },
      onclosetag(name) {
        if (current === null || name.slice(name.indexOf(':') + 1) !== 'label') return;
        if (!texts.has(current)) texts.set(current, text.replace(/\s+/g, ' ').trim());
        current = null;
      },
    },
    MOST_DEPTH,
  );
  for (const [from, to] of arcs) {
    const concept = concepts.get(from);
    const label = texts.get(to);
    if (concept && label && !labels.has(concept)) labels.set(concept, label);
  }
}

/** `…us-gaap-2024.xsd#us-gaap_Revenues` */
function conceptOf(href: string): string {
  const id = href.slice(href.indexOf('#') + 1);
  const split = id.indexOf('_');
  return split < 0 ? '' : `${id.slice(0, split)}:${id.slice(split + 1)}`;
}
