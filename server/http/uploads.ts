import { Hono } from 'hono';
import { ParsingError } from '../../core/errors.ts';

export interface UploadReceiver {
  receive(documentId: string, query: URLSearchParams, body: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Takes the bytes for an address that `createUpload` signed: the signature is the permission, and no cookie or key is looked at. */
export function uploadRoute(uploads: UploadReceiver): Hono {
  const app = new Hono();
  app.put('/uploads/:documentId', async (context) => {
    const { body } = context.req.raw;
    if (!body) throw new ParsingError('DOCUMENT_EMPTY', 'No bytes were sent.');
    await uploads.receive(context.req.param('documentId'), new URL(context.req.url).searchParams, chunksOf(body));
    return context.json({ status: 'received' }, 202);
  });
  return app;
}

/** The body as it comes; one that breaks off rejects. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
