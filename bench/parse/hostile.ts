import { createParser } from '../../core/filing/document/parser.ts';
import { hostilePages } from '../../core/filing/document/testing.ts';

const limitSeconds = 20;
const allowed = new Set(['read', 'PARSE_TIMEOUT', 'DOCUMENT_EMPTY']);

export interface HostileRow {
  kind: string;
  mb: number;
  seconds: number;
  outcome: string;
  passes: boolean;
}

/** How the parser thread (20 s, 256 MB) ends with 64 MB of each kind of hostile markup; `report` is called after each. */
export async function measureHostile(report: (row: HostileRow) => void): Promise<boolean> {
  const parser = createParser({ timeoutMs: limitSeconds * 1000, memoryMb: 256 });
  const small = new TextEncoder().encode('<p>Ready</p>');
  const read = (bytes: Uint8Array) =>
    parser.parse({
      accessionNumber: '0000000000-00-000000',
      form: '10-K',
      documents: [{ name: 'a.htm', type: '10-K', sequence: 1, bytes }],
    });
  let isWhole = true;
  for (const [kind, make] of Object.entries(hostilePages)) {
    const bytes = new TextEncoder().encode(make(64 * 1024 * 1024));
    await read(small);
    const start = performance.now();
    const outcome = await read(bytes).then(
      () => 'read',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
    const seconds = (performance.now() - start) / 1000;
    const row = { kind, mb: bytes.length / 1e6, seconds, outcome, passes: seconds <= limitSeconds && allowed.has(outcome) };
    isWhole &&= row.passes;
    report(row);
  }
  await parser.close();
  return isWhole;
}
