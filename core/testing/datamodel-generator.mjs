// A Prisma generator that writes the data model it is given as JSON to GRAVITY_DATAMODEL. Prisma's own way to read a schema.
// The protocol is JSON-RPC: requests line by line on standard input, answers on standard error.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'generate') writeFileSync(process.env.GRAVITY_DATAMODEL, JSON.stringify(params.dmmf.datamodel));
  const result = method === 'getManifest' ? { manifest: { prettyName: 'data model', defaultOutput: '.' } } : null;
  process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}
