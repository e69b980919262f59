import { Parser } from 'htmlparser2';
import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParseInput } from '../../core/filing/document/types.ts';

const bestOf = (times: number, run: () => void): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
};

/** Milliseconds for the whole reading and for htmlparser2's bare streaming parser, with empty handlers, on the same bytes; interleaved. */
export function measureSpeed(input: ParseInput): { bytes: number; readMs: number; bareMs: number } {
  let readMs = Number.POSITIVE_INFINITY;
  let bareMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    readMs = Math.min(
      readMs,
      bestOf(1, () => void parseFiling(input)),
    );
    bareMs = Math.min(
      bareMs,
      bestOf(1, () => bare(input)),
    );
  }
  return { bytes: input.documents.reduce((sum, document) => sum + document.bytes.length, 0), readMs, bareMs };
}

function bare(input: ParseInput): void {
  for (const { bytes } of input.documents) {
    const decoder = new TextDecoder();
    const parser = new Parser({ onopentag() {}, ontext() {}, onclosetag() {} });
    for (let at = 0; at < bytes.length; at += 65_536) parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }));
    parser.end();
  }
}
