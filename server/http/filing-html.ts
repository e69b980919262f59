import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { isAccessionNumber } from '../../core/edgar/accession-number.ts';
import type { ServerDeps } from '../deps.ts';
import { filingHeaders } from './headers.ts';

const signatureOf = (secret: string, accessionNumber: string, name: string, htmlHash: string) =>
  createHmac('sha256', secret).update(`filing-html\n${accessionNumber}\n${name}\n${htmlHash}`).digest('base64url').slice(0, 22);

/** Path of a document's sanitised HTML. A frame cannot send a header, so the path carries the permission of whoever was shown it. */
export function filingHtmlPath(secret: string, document: { accessionNumber: string; name: string; htmlHash: string }): string {
  const { accessionNumber, name, htmlHash } = document;
  const signature = signatureOf(secret, accessionNumber, name, htmlHash);
  return `/filings/${accessionNumber}/documents/${encodeURIComponent(name)}/html?s=${signature}`;
}

/** The reader's frame: sanitised when it was parsed, and served so that it could do nothing if it were not. */
export function filingHtmlRoute({ config, database, objects }: ServerDeps): Hono {
  return new Hono().get('/filings/:accessionNumber/documents/:name/html', async (context) => {
    const { accessionNumber, name } = context.req.param();
    const document = isAccessionNumber(accessionNumber)
      ? await database.prisma.filingDocument.findUnique({
          where: { accessionNumber_name: { accessionNumber, name } },
          select: { htmlHash: true },
        })
      : null;
    const given = Buffer.from(context.req.query('s') ?? '');
    const expected = Buffer.from(signatureOf(config.auth.apiKeyPepper, accessionNumber, name, document?.htmlHash ?? ''));
    if (!document?.htmlHash || given.length !== expected.length || !timingSafeEqual(given, expected)) return context.notFound();
    const etag = `"${document.htmlHash}"`;
    const headers = { ...filingHeaders, etag, 'cache-control': 'private, max-age=86400' };
    if (context.req.header('if-none-match') === etag) return context.body(null, 304, headers);
    const html = await objects.get(document.htmlHash);
    return context.body(Buffer.from(html), 200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  });
}
