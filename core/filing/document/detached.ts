/**
 * A copy that stands by itself. The engine keeps the whole page alive for a piece that was cut from it: what outlives the reading of a
 * page (keys of caches) must not be such a piece. Lone surrogates become U+FFFD.
 */
export const detached = (piece: string): string => Buffer.from(piece).toString();
