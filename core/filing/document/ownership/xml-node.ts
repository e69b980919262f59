import { ParsingError } from '../../../errors.ts';
import { parseXml } from '../parse-xml.ts';

/** An XML element: local name, text of its own, children in order. */
export interface XmlNode {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlNode[];
}

const MAX_NODES = 3_000_000;
const MAX_DEPTH = 60;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Small XML documents of known kinds as a tree, prefixes dropped. Null when there is no element, or far too many.
 * @throws {ParsingError} DOCUMENT_UNREADABLE where the text ends before the root is closed: half of a report reads like a whole one
 */
export function readXmlTree(source: string): XmlNode | null {
  const root: XmlNode = { name: '', attributes: {}, text: '', children: [] };
  const stack: XmlNode[] = [root];
  let count = 0;
  const { isTooDeep, isCut } = parseXml(
    source,
    {
      onopentag(name, attributes) {
        const node: XmlNode = { name: local(name), attributes, text: '', children: [] };
        stack.at(-1)!.children.push(node);
        stack.push(node);
        count++;
      },
      ontext(text) {
        stack.at(-1)!.text += text;
      },
      onclosetag() {
        stack.pop();
      },
    },
    MAX_DEPTH,
    () => count > MAX_NODES,
  );
  if (isTooDeep || count > MAX_NODES) return null;
  if (isCut) throw new ParsingError('DOCUMENT_UNREADABLE', 'The XML ends before its root element is closed.');
  return root.children[0] ?? null;
}

export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((other) => other.name === name);
export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((other) => other.name === name) ?? [];

/** The text at the end of a path of child names, without white space around; undefined when absent or empty. */
export function textAt(node: XmlNode | undefined, ...path: string[]): string | undefined {
  let at = node;
  for (const name of path) at = child(at, name);
  const text = at?.text.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** Any node of that name below, depth first. */
export function descendant(node: XmlNode | undefined, name: string): XmlNode | undefined {
  if (!node) return undefined;
  for (const other of node.children) {
    if (other.name === name) return other;
    const found = descendant(other, name);
    if (found) return found;
  }
  return undefined;
}
