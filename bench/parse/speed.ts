import { Parser } from 'htmlparser2';
import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParseInput } from '../../core/filing/document/types.ts';
import type { BenchFiling } from './load-filings.ts';

const rounds = 7;
/** Below this a filing is over before the clock of the CPU has moved on: it is read several times a round. */
const leastBytes = 1_500_000;

export interface Speed {
  label: string;
  bytes: number;
  /** CPU milliseconds of one reading, median of the rounds. */
  readMs: number;
  bareMs: number;
}

/**
 * CPU time of the whole reading and of htmlparser2's bare streaming parser with empty handlers, on the same bytes, in turns, after both
 * have warmed up as in a worker. Only documents that both read count: a folder's full submission repeats its documents, and the parser
 * of HTML has no use for XML and plain text.
 */
export function measureSpeed(filings: readonly BenchFiling[]): Speed[] {
  const inputs = filings.flatMap(({ label, input }) => {
    const documents = htmlOf(input);
    return documents.length === 0 ? [] : [{ label, input: { ...input, documents } }];
  });
  for (let round = 0; round < 2; round++) {
    for (const { input } of inputs) {
      parseFiling(input);
      bare(input);
    }
  }
  return inputs.map(({ label, input }) => {
    const bytes = input.documents.reduce((sum, document) => sum + document.bytes.length, 0);
    const times = Math.ceil(leastBytes / bytes);
    const read: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round++) {
      read.push(cpuOf(() => void parseFiling(input), times));
      floor.push(cpuOf(() => bare(input), times));
    }
    return { label, bytes, readMs: median(read), bareMs: median(floor) };
  });
}

const htmlOf = (input: ParseInput): ParseInput['documents'] =>
  input.documents.filter(({ bytes }) => {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 50_000)).toString('latin1');
    return /<(?:html|body|div|p|table)[\s>]/i.test(head) && !/<SEC-DOCUMENT>|<DOCUMENT>/.test(head);
  });

function cpuOf(run: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

function bare(input: ParseInput): void {
  for (const { bytes } of input.documents) {
    const decoder = new TextDecoder();
    const parser = new Parser({ onopentag() {}, ontext() {}, onclosetag() {} });
    for (let at = 0; at < bytes.length; at += 65_536) parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }));
    parser.end();
  }
}
