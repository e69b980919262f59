import { createParser } from '../../core/filing/document/parser.ts';
import { hostilePages } from '../../core/filing/document/testing.ts';

/** How the parser thread (20 s, 256 MB) ends with 64 MB of each kind of hostile markup. */
export async function measureHostile(): Promise<{ kind: string; mb: number; seconds: number; outcome: string }[]> {
  const parser = createParser({ timeoutMs: 20_000, memoryMb: 256 });
  const rows: { kind: string; mb: number; seconds: number; outcome: string }[] = [];
  for (const [kind, make] of Object.entries(hostilePages)) {
    const bytes = new TextEncoder().encode(make(64 * 1024 * 1024));
    const start = performance.now();
    const outcome = await parser
      .parse({ accessionNumber: '0000000000-00-000000', form: '10-K', documents: [{ name: 'a.htm', type: '10-K', sequence: 1, bytes }] })
      .then(
        () => 'read',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
    rows.push({ kind, mb: bytes.length / 1e6, seconds: (performance.now() - start) / 1000, outcome });
  }
  await parser.close();
  return rows;
}
