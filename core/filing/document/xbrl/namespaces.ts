export const IX = 'ix';
export const XBRLI = 'xbrli';
export const XBRLDI = 'xbrldi';
export const LINK = 'link';
export const XLINK = 'xlink';
export const XSI = 'xsi';
/** Transformation registries of XBRL International, any version. */
export const IXT = 'ixt';
/** Transformation registry of the SEC. */
export const IXT_SEC = 'ixt-sec';

const FIXED: ReadonlyMap<string, string> = new Map([
  ['http://www.xbrl.org/2013/inlineXBRL', IX],
  ['http://www.xbrl.org/2008/inlineXBRL', IX],
  ['http://www.xbrl.org/2003/instance', XBRLI],
  ['http://xbrl.org/2006/xbrldi', XBRLDI],
  ['http://www.xbrl.org/2003/linkbase', LINK],
  ['http://www.w3.org/1999/xlink', XLINK],
  ['http://www.w3.org/2001/XMLSchema-instance', XSI],
  ['http://www.xbrl.org/2003/iso4217', 'iso4217'],
  ['http://www.xbrl.org/2009/utr', 'utr'],
]);

/**
 * The prefix by which Gravity prints names of a namespace whatever prefix a file binds to it: `us-gaap`, `dei`, `srt`, `ifrs-full`,
 * the SEC's own (`country`, `ecd`, ...). Null for namespaces of filers: those keep their own prefix.
 */
export function canonicalPrefix(uri: string): string | null {
  const fixed = FIXED.get(uri);
  if (fixed) return fixed;
  if (uri.startsWith('http://www.xbrl.org/inlineXBRL/transformation/')) return IXT;
  if (uri.startsWith('http://www.sec.gov/inlineXBRL/transformation/')) return IXT_SEC;
  const standard = /^https?:\/\/(?:xbrl\.)?(?:fasb\.org|xbrl\.us|us|sec\.gov)\/([A-Za-z0-9-]+)\/\d{4}/.exec(uri);
  if (standard) return standard[1]!.toLowerCase();
  if (/^https?:\/\/xbrl\.(?:ifrs|iasb)\.org\/taxonomy\/[\d-]+\/(?:ifrs-full|ifrs)$/.test(uri)) return 'ifrs-full';
  return null;
}

/** Attributes of one element by name, as written or in lower case. */
export type Attributes = ReadonlyMap<string, string>;

const mostNames = 20_000;

/** Namespace bindings of one document, as its elements declare them. Prefixes are compared as written. */
export class NamespaceScope {
  readonly #bindings = new Map<string, string>();
  /** Names that were asked for under the bindings as they are. */
  readonly #names = new Map<string, string>();
  readonly #undo: { depth: number; prefix: string; before: string | undefined }[] = [];

  /** Reads `xmlns` attributes of an element at `depth`; true when a binding changed. */
  declare(attributes: Attributes, depth: number): boolean {
    let changed = false;
    for (const [name, uri] of attributes) {
      if (name.charCodeAt(0) !== 120 || !name.startsWith('xmlns')) continue;
      const prefix = name.length === 5 ? '' : name.charCodeAt(5) === 58 ? name.slice(6) : null;
      if (prefix === null) continue;
      const before = this.#bindings.get(prefix);
      if (before === uri) continue;
      this.#undo.push({ depth, prefix, before });
      this.#bindings.set(prefix, uri);
      changed = true;
    }
    if (changed) this.#names.clear();
    return changed;
  }

  /** Forgets what elements deeper than `depth` declared; true when a binding changed. */
  leave(depth: number): boolean {
    let changed = false;
    for (let last = this.#undo.at(-1); last && last.depth > depth; last = this.#undo.at(-1)) {
      this.#undo.pop();
      if (last.before === undefined) this.#bindings.delete(last.prefix);
      else this.#bindings.set(last.prefix, last.before);
      changed = true;
    }
    if (changed) this.#names.clear();
    return changed;
  }

  /** `us-gaap:Revenues` by canonical prefix. Undeclared prefixes stand as written. */
  name(qname: string): string {
    if (qname === '') return '';
    let name = this.#names.get(qname);
    if (name === undefined) {
      name = this.#resolve(qname);
      if (this.#names.size < mostNames) this.#names.set(qname, name);
    }
    return name;
  }

  /** How an element writes an attribute that is known by its canonical name, whatever prefix the file binds to the namespace. */
  attributeName(attributes: Attributes, canonical: string): string {
    if (attributes.has(canonical)) return canonical;
    const local = canonical.slice(canonical.indexOf(':'));
    for (const name of attributes.keys()) if (name.endsWith(local) && this.name(name) === canonical) return name;
    return canonical;
  }

  #resolve(qname: string): string {
    const name = qname.trim();
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const local = colon < 0 ? name : name.slice(colon + 1);
    const uri = this.#bindings.get(prefix) ?? this.#bindings.get(prefix.toLowerCase());
    const canonical = uri === undefined ? null : canonicalPrefix(uri);
    const printed = canonical ?? prefix;
    return printed === '' ? local : `${printed}:${local}`;
  }
}

const lowerCase = new Map<string, string>();

function lower(name: string): string {
  const written = name.toLowerCase();
  if (lowerCase.size < 200) lowerCase.set(name, written);
  return written;
}

/** An attribute by its XBRL name; readers that lower-case names are served too. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return attributes.get(name) ?? attributes.get(lowerCase.get(name) ?? lower(name));
}
