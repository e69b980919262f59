import type { Measured, Operation } from './types.ts';

const UP = /\b(?:gr(?:ow|ew|own|owing|owth|ows)|increas\w*|ris(?:e|en|ing)|rose|improv\w*|expand\w*|gained|perform\w*)\b/i;
const DOWN =
  /\b(?:drop\w*|declin\w*|decreas\w*|fall(?:en|ing)?|fell|shr[aiu]nk\w*|drag(?:ged)?|contract(?:ed|ion)|deteriorat\w*|worsen\w*)\b/i;

/** "Which region had the biggest drop": ranked by how the figures moved, not by how large they are. Undefined where nothing moves. */
export function rankedByGrowth(core: string, operation: Operation): 'HIGHEST' | 'LOWEST' | undefined {
  if (operation !== 'HIGHEST' && operation !== 'LOWEST') return undefined;
  if (UP.test(core)) return operation;
  if (!DOWN.test(core)) return undefined;
  return operation === 'HIGHEST' ? 'LOWEST' : 'HIGHEST';
}

/** "Was the growth higher than the year before", "is growth slowing": the growth itself is what moved. */
export const ofGrowthItself = (core: string): boolean =>
  /\bgrowth\b[^?]*\b(?:higher|lower|faster|slower|greater|smaller|stronger|weaker|slow(?:ed|ing|s)?|accelerat\w*|decelerat\w*)\b|\b(?:slow(?:ed|ing)?|accelerat\w*|decelerat\w*|faster|slower)\b[^?]*\bgrowth\b|\bgr(?:ow|ew|own|owing)\b[^?]*\b(?:faster|slower)\b/i.test(
    core,
  );

/** The relative change of a line over so many years; undefined for what is a formula itself. */
export function growthOf({ name, expression, origin }: Measured, years = 1): Measured | undefined {
  if (expression.kind !== 'FIGURE') return undefined;
  const before = { shift: -years };
  return {
    name: `${name} growth${years > 1 ? ` over ${years} years` : ''}`,
    expression: {
      kind: 'BINARY',
      operator: '/',
      left: { kind: 'CHANGE', of: expression, from: before, to: {} },
      right: { ...expression, at: before },
    },
    measure: 'RATE',
    origin,
    isGrowth: true,
  };
}
