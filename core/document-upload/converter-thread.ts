import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../errors.ts';
import type { UploadKind } from './media-types.ts';
import { addNewPromises } from './node20-promises.ts';
import { toReadable } from './to-html.ts';

export type ConverterReply = { name: string; text: string } | { failed: string };

addNewPromises();
const { bytes, kind } = workerData as { bytes: Uint8Array; kind: UploadKind };
const reply: ConverterReply = await toReadable(bytes, kind).catch((error: unknown) => ({ failed: errorMessage(error) }));
parentPort?.postMessage(reply);
