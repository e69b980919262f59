/** A word's direction in the space of meanings, and how much it says in filings (inverse passage frequency). */
export interface WordRow {
  term: string;
  vector: ArrayLike<number>;
  idf: number;
}

export interface WordTable {
  dimensions: number;
  /** Row of a term. */
  rows: ReadonlyMap<string, number>;
  /** Row by row; unit length up to rounding. */
  values: Int8Array;
  idf: Float32Array;
}

const MAGIC = 0x47765631; // "GvV1"
const SCALE = 300;

/** Header (magic, rows, dimensions, bytes of terms), terms joined by newlines, IDF as float32, vectors as int8 in units of 1/300, saturated. */
export function writeWordTable(rows: readonly WordRow[], dimensions: number): Buffer {
  const terms = Buffer.from(rows.map(({ term }) => term).join('\n'), 'utf8');
  const head = Buffer.alloc(16);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt32LE(dimensions, 8);
  head.writeUInt32LE(terms.length, 12);
  const idf = Buffer.alloc(rows.length * 4);
  const values = Buffer.alloc(rows.length * dimensions);
  for (const [i, row] of rows.entries()) {
    idf.writeFloatLE(row.idf, i * 4);
    for (let d = 0; d < dimensions; d++)
      values.writeInt8(Math.max(-127, Math.min(127, Math.round((row.vector[d] as number) * SCALE))), i * dimensions + d);
  }
  return Buffer.concat([head, terms, idf, values]);
}

/** @throws {Error} when the bytes are no such table */
export function readWordTable(bytes: Buffer): WordTable {
  if (bytes.length < 16 || bytes.readUInt32LE(0) !== MAGIC) throw new Error('The table of word vectors is damaged.');
  const count = bytes.readUInt32LE(4);
  const dimensions = bytes.readUInt32LE(8);
  const termBytes = bytes.readUInt32LE(12);
  if (bytes.length !== 16 + termBytes + count * (4 + dimensions)) throw new Error('The table of word vectors is damaged.');
  const rows = new Map<string, number>();
  for (const [i, term] of bytes
    .toString('utf8', 16, 16 + termBytes)
    .split('\n')
    .entries())
    rows.set(term, i);
  const idf = new Float32Array(count);
  for (let i = 0; i < count; i++) idf[i] = bytes.readFloatLE(16 + termBytes + i * 4);
  const start = bytes.byteOffset + 16 + termBytes + count * 4;
  return { dimensions, rows, idf, values: new Int8Array(bytes.buffer.slice(start, start + count * dimensions)) };
}
