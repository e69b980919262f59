import { Worker } from 'node:worker_threads';
import { ParsingError, TimeoutError } from '../errors.ts';
import type { ConverterReply } from './converter-thread.ts';
import type { UploadKind } from './media-types.ts';
import { checkZip } from './zip-limits.ts';

export interface ConverterLimits {
  timeoutMs: number;
  memoryMb: number;
}

/**
 * Turns an upload into HTML in a thread of its own that is killed at its limits: nothing a stranger uploads is opened in the main thread.
 * @throws {ParsingError} UNSAFE_ARCHIVE, DOCUMENT_UNREADABLE; {TimeoutError} PARSE_TIMEOUT
 */
export async function convertUpload(
  bytes: Uint8Array,
  kind: UploadKind,
  { timeoutMs, memoryMb }: ConverterLimits,
): Promise<{ name: string; text: string }> {
  if (kind === 'DOCX') checkZip(bytes);
  const worker = new Worker(new URL('./converter-thread.mjs', import.meta.url), {
    workerData: { bytes, kind },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await new Promise<ConverterReply>((resolve, reject) => {
      timer = setTimeout(() => reject(new TimeoutError('PARSE_TIMEOUT', 'Reading the file took too long.')), timeoutMs);
      worker.once('message', resolve);
      worker.once('error', (error) => reject(new ParsingError('DOCUMENT_UNREADABLE', 'The file cannot be read.', {}, { cause: error })));
      worker.once('exit', () => reject(new ParsingError('DOCUMENT_UNREADABLE', 'The file cannot be read.')));
    });
    if ('failed' in reply) throw new ParsingError('DOCUMENT_UNREADABLE', 'The file cannot be read.', { reason: reply.failed });
    return reply;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
