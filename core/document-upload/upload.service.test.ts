import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../db/tenancy.ts';
import { createInProcessBus } from '../events/in-process-bus.ts';
import { createParser } from '../filing/document/parser.ts';
import { createLogger } from '../logger.ts';
import { createLocalEmbedding } from '../model/local-embedding.ts';
import { testAnswers } from '../testing/answers.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aTenant, type TestTenant } from '../testing/factories.ts';
import { memoryStore } from '../testing/pipeline.ts';
import { createUploads, type Uploads } from './upload.service.ts';

const logger = createLogger('silent', 'test');
const store = memoryStore();
const parser = createParser({ timeoutMs: 20_000, memoryMb: 256 });
let db: TestDatabase;
let tenant: TestTenant;
let uploads: Uploads;

beforeAll(async () => {
  db = await testDatabase();
  tenant = await aTenant(db.database);
});
afterAll(async () => {
  await parser.close();
  await db.close();
});
afterEach(() => uploads?.close());

function make(maxBytes?: number): Uploads {
  uploads = createUploads({
    database: db.database,
    store,
    events: createInProcessBus(logger),
    parser,
    embedding: createLocalEmbedding(),
    logger,
    secret: 'a secret of the test',
    maxBytes,
  });
  return uploads;
}
async function* bytesOf(content: string | Uint8Array) {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
const caller = () => ({ viewer: tenant.viewer });
const find = (documentId: string) =>
  withTenant(db.database, tenant.viewer.tenantId, (tx) =>
    tx.privateDocument.findUniqueOrThrow({
      where: { id: documentId },
      include: { chunks: { select: { charStart: true, charEnd: true } } },
    }),
  );

async function upload(name: string, mediaType: string, content: string | Uint8Array) {
  const ticket = await uploads.createUpload(caller(), { name, mediaType, sizeBytes: content.length });
  const [path, query] = ticket.path.split('?');
  await uploads.receive(path!.split('/').at(-1)!, new URLSearchParams(query), bytesOf(content));
  await expect.poll(async () => (await find(ticket.documentId)).status, { timeout: 25_000 }).toMatch(/INDEXED|FAILED/);
  return find(ticket.documentId);
}

/** The smallest PDF with two paragraphs. */
function pdf(first: string, second: string): Uint8Array {
  const stream = `BT /F1 12 Tf 20 250 Td (${first}) Tj 0 -60 Td (${second}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 6\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`;
  return new TextEncoder().encode(out);
}

/** A Word document as small as one can be: parts stored, not compressed. */
function docx(...paragraphs: string[]): Uint8Array {
  const type = 'http://schemas.openxmlformats.org';
  const office = `${type}/officeDocument/2006`;
  return storedZip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${type}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${type}/package/2006/relationships"><Relationship Id="r1" Type="${office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${type}/wordprocessingml/2006/main"><w:body>${paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
  });
}

function storedZip(files: Record<string, string>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, rest, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

test.each([
  [
    'memo.docx',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    docx('The orchard lease costs 4,200 crowns a month and ends in 2031.', 'The pears are sold to Vellin.'),
  ],
  [
    'memo.md',
    'text/markdown',
    '# Orchard memo\n\nThe orchard lease costs 4,200 crowns a month and ends in 2031.\n\nThe pears are sold to Vellin.',
  ],
  [
    'memo.txt',
    'text/plain',
    'Orchard memo\n\nThe orchard lease costs 4,200 crowns a month and ends in 2031.\n\nThe pears are sold to Vellin.',
  ],
  [
    'memo.html',
    'text/html',
    '<h1>Orchard memo</h1><p>The orchard lease costs 4,200 crowns a month and ends in 2031.</p><p style="display:none">hidden</p>',
  ],
  ['memo.pdf', 'application/pdf', pdf('The orchard lease costs 4,200 crowns a month and ends in 2031.', 'The pears are sold to Vellin.')],
])('%s is read and indexed, and its chunks slice to its text', async (name, mediaType, content) => {
  make();
  const document = await upload(name, mediaType, content);
  expect(document).toMatchObject({ status: 'INDEXED', errorCode: null });
  const text = new TextDecoder().decode(await store.get(document.textHash!));
  expect(text).toContain('The orchard lease costs 4,200 crowns a month');
  expect(text).not.toContain('hidden');
  expect(document.chunks).toHaveLength(document.chunkCount);
  for (const { charStart, charEnd } of document.chunks) expect(text.slice(charStart, charEnd).trim()).not.toBe('');
});

test('an upload that a dead process left is read to its end, and one at work is left alone', async () => {
  make();
  const ids: string[] = [];
  for (const [status, minutes] of [
    ['UPLOADED', 10],
    ['READING', 10],
    ['READING', 0],
  ] as const) {
    const content = new TextEncoder().encode(`The quarry lease ends in 2033 (${status} ${minutes}).`);
    const contentHash = await store.put(content);
    const { documentId } = await uploads.createUpload(caller(), { name: 'left.txt', mediaType: 'text/plain', sizeBytes: content.length });
    await withTenant(db.database, tenant.viewer.tenantId, (tx) =>
      tx.privateDocument.update({
        where: { id: documentId },
        data: { status, contentHash, updatedAt: new Date(Date.now() - minutes * 60_000) },
      }),
    );
    ids.push(documentId);
  }
  expect(await uploads.sweep()).toBe(2);
  expect(await Promise.all(ids.map(async (id) => (await find(id)).status))).toEqual(['INDEXED', 'INDEXED', 'READING']);
});

test('an answer blends the tenant’s own document in, says which it is, and another tenant never sees it', async () => {
  make();
  await upload(
    'terms.md',
    'text/markdown',
    '# Terms\n\nThe quay at Ostermouth is rented for 77 thousand crowns a year under the harbour agreement.',
  );
  const answers = testAnswers(db.database, store);
  const ask = async ({ viewer }: TestTenant) => {
    const { questionId } = await answers.ask(viewer, {
      question: 'What does the harbour agreement say about the rent of the quay at Ostermouth?',
    });
    await answers.run(viewer.tenantId, questionId);
    return withTenant(db.database, viewer.tenantId, (tx) =>
      tx.question.findUniqueOrThrow({ where: { id: questionId }, include: { citations: true } }),
    );
  };
  const mine = await ask(tenant);
  expect(mine.citations[0]).toMatchObject({
    accessionNumber: null,
    documentName: 'terms.md',
    quote: expect.stringContaining('77 thousand crowns'),
  });
  const theirs = await ask(await aTenant(db.database));
  expect(theirs.status).toBe('REFUSED');
  expect(JSON.stringify(theirs)).not.toContain('77 thousand');
  await answers.close();
});

test('an address works once, for its bytes, until it expires, and for nobody who changes it', async () => {
  make();
  const content = 'A short note about nothing in particular.';
  const { path, documentId } = await uploads.createUpload(caller(), {
    name: 'note.txt',
    mediaType: 'text/plain',
    sizeBytes: content.length,
  });
  const query = new URLSearchParams(path.split('?')[1]);
  const changed = new URLSearchParams(query);
  changed.set('max', '99999999');
  await expect(uploads.receive(documentId, changed, bytesOf(content))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(uploads.receive(documentId, query, bytesOf(`${content}!`))).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE' });
  await uploads.receive(documentId, query, bytesOf(content));
  await expect(uploads.receive(documentId, query, bytesOf(content))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await uploads.delete(caller(), documentId);
  await expect(uploads.delete(caller(), documentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('types and sizes that are not allowed are bad input before anything is sent', async () => {
  make(1_000);
  const create = (name: string, mediaType: string, sizeBytes: number) => uploads.createUpload(caller(), { name, mediaType, sizeBytes });
  await expect(create('a.exe', 'application/octet-stream', 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(create('a.txt', 'text/plain', 1_001)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(create('', 'text/plain', 10)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('what is not what it says, and a bomb, end FAILED with their code', async () => {
  make();
  expect(await upload('a.pdf', 'application/pdf', 'this is no pdf at all')).toMatchObject({
    status: 'FAILED',
    errorCode: 'DOCUMENT_UNREADABLE',
  });
  expect(
    await upload('a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', zipOf('../../x', 10)),
  ).toMatchObject({ status: 'FAILED', errorCode: 'UNSAFE_ARCHIVE' });
  expect(
    await upload(
      'b.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      zipOf('word/document.xml', 2_000_000_000),
    ),
  ).toMatchObject({ status: 'FAILED', errorCode: 'UNSAFE_ARCHIVE' });
});

/** An archive with one member that promises `size` bytes. */
/** A ZIP archive with one stored member of so many bytes by its own word. */
function zipOf(name: string, size: number): Uint8Array {
  const local = Buffer.alloc(30 + name.length);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.write('PK\u0001\u0002', 'latin1');
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
