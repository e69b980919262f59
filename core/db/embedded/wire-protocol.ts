/** PostgreSQL's frontend/backend protocol 3.0: framing and the few messages that we write ourselves. Source: PostgreSQL manual, chapter "Frontend/Backend Protocol". */

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
const PROTOCOL_3 = 3;
/** Nothing that we send is near it; a larger length is a broken or hostile client. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const MAX_STARTUP_BYTES = 10_000;

export type Startup =
  | { kind: 'encryption' }
  | { kind: 'cancel'; processId: number; secret: number }
  | { kind: 'startup'; parameters: Record<string, string> };

/** A message with its type letter and length in front. */
export interface Message {
  type: string;
  bytes: Buffer;
}

export class ProtocolViolation extends Error {}

/** Cuts a byte stream into messages; the first ones have no type letter. */
export class MessageReader {
  private chunks: Buffer[] = [];
  private size = 0;

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
  }

  startup(): Startup | null {
    const length = this.length(0, MAX_STARTUP_BYTES);
    if (length === null || this.size < length) return null;
    const body = this.take(length).subarray(4);
    const code = body.readUInt32BE(0);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' };
    if (code === CANCEL_REQUEST) return { kind: 'cancel', processId: body.readInt32BE(4), secret: body.readInt32BE(8) };
    if (code >>> 16 !== PROTOCOL_3) throw new ProtocolViolation(`protocol ${code >>> 16}.${code & 0xffff} is not served`);
    const words = body.subarray(4).toString('utf8').split('\0');
    const parameters: Record<string, string> = {};
    for (let i = 0; i + 1 < words.length && words[i]; i += 2) parameters[words[i] as string] = words[i + 1] as string;
    return { kind: 'startup', parameters };
  }

  message(): Message | null {
    const length = this.length(1, MAX_MESSAGE_BYTES);
    if (length === null || this.size < length + 1) return null;
    const bytes = this.take(length + 1);
    return { type: String.fromCharCode(bytes[0] as number), bytes };
  }

  private length(at: number, max: number): number | null {
    if (this.size < at + 4) return null;
    const length = this.joined(at + 4).readUInt32BE(at);
    if (length < 4 || length > max) throw new ProtocolViolation('a message has an impossible length');
    return length;
  }

  /** The first chunk, made long enough; joining all of them for every chunk of a big value would be quadratic. */
  private joined(bytes: number): Buffer {
    if ((this.chunks[0] as Buffer).length < bytes) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }

  private take(bytes: number): Buffer {
    const all = this.joined(bytes);
    if (all.length === bytes) this.chunks.shift();
    else this.chunks[0] = all.subarray(bytes);
    this.size -= bytes;
    return all.subarray(0, bytes);
  }
}

/** The messages of a backend's answer. */
export function* backendMessages(bytes: Buffer): Generator<Message> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    yield { type: String.fromCharCode(bytes[at] as number), bytes: bytes.subarray(at, end) };
    at = end;
  }
}

export function encode(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export const cString = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf8');
export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** Where the zero byte of the string that begins at `from` stands. */
export const endOfCString = (bytes: Buffer, from: number): number => bytes.indexOf(0, from);
export const readCString = (bytes: Buffer, from: number): string => bytes.toString('utf8', from, endOfCString(bytes, from));

export const askPassword = (): Buffer => encode('R', int32(3));
export const authenticated = (): Buffer => encode('R', int32(0));
export const parameterStatus = (name: string, value: string): Buffer => encode('S', cString(name), cString(value));
export const backendKey = (processId: number, secret: number): Buffer => encode('K', int32(processId), int32(secret));
export const readyForQuery = (status: 'I' | 'T' | 'E'): Buffer => encode('Z', Buffer.from(status));
export const query = (sql: string): Buffer => encode('Q', cString(sql));

export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, message: string): Buffer {
  const fields = { S: severity, V: severity, C: code, M: message };
  return encode('E', ...Object.entries(fields).map(([field, value]) => cString(field + value)), Buffer.from([0]));
}
