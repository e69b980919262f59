import { type Handler, Parser } from 'htmlparser2';

/** Written at once, in characters: how far the parser runs on before it is stopped. */
const STEP = 65_536;

interface XmlEnd {
  /** Elements nest deeper than allowed; the rest was not read. The parser's time grows with the square of the depth. */
  isTooDeep: boolean;
  /** The text ends before its elements do. */
  isCut: boolean;
}

/** Gives the events of an XML document, entities decoded, until its end, `mostDepth`, or until `isEnough`. */
export function parseXml(
  source: string,
  { onopentag, ontext, onclosetag }: Pick<Handler, 'onopentag' | 'ontext' | 'onclosetag'>,
  mostDepth: number,
  isEnough = () => false,
): XmlEnd {
  let depth = 0;
  let isTooDeep = false;
  let hasEnded = false;
  let isCut = false;
  const parser = new Parser(
    {
      onopentag(name, attributes, isImplied) {
        isTooDeep ||= ++depth > mostDepth;
        if (!isTooDeep) onopentag(name, attributes, isImplied);
      },
      ontext(text) {
        if (!isTooDeep) ontext(text);
      },
      onclosetag(name, isImplied) {
        depth--;
        isCut ||= hasEnded;
        if (!isTooDeep) onclosetag(name, isImplied);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < source.length && !isTooDeep && !isEnough(); at += STEP) parser.write(source.slice(at, at + STEP));
  hasEnded = true;
  if (!isTooDeep && !isEnough()) parser.end();
  return { isTooDeep, isCut };
}
