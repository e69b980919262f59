import { Parser } from 'htmlparser2';
import { ParsingError } from '../../../errors.ts';

/** An XML element: local name, text of its own, children in order. */
export interface XmlNode {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlNode[];
}

const MAX_NODES = 3_000_000;
const MAX_DEPTH = 60;
/** Written to the parser at once, in characters: it is left alone as soon as there is too much. */
const STEP = 65_536;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Small XML documents of known kinds as a tree, prefixes dropped. Null when there is no element, or far too many.
 * @throws {ParsingError} DOCUMENT_UNREADABLE where the text ends before the root is closed: half of a report reads like a whole one
 */
export function readXmlTree(source: string): XmlNode | null {
  const root: XmlNode = { name: '', attributes: {}, text: '', children: [] };
  const stack: XmlNode[] = [root];
  let count = 0;
  let tooMany = false;
  let hasEnded = false;
  let isCut = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++count > MAX_NODES || stack.length > MAX_DEPTH) tooMany = true;
        if (tooMany) return;
        const node: XmlNode = { name: local(name), attributes, text: '', children: [] };
        stack.at(-1)!.children.push(node);
        stack.push(node);
      },
      ontext(text) {
        if (!tooMany) stack.at(-1)!.text += text;
      },
      onclosetag() {
        isCut ||= hasEnded;
        if (!tooMany && stack.length > 1) stack.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < source.length && !tooMany; at += STEP) parser.write(source.slice(at, at + STEP));
  if (tooMany) return null;
  hasEnded = true;
  parser.end();
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
