import { ParsingError } from '../errors.ts';

const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 100 * 1024 * 1024;
const END = 0x06054b50;
const ENTRY = 0x02014b50;

/**
 * Refuses an archive before anything of it is unpacked: by what its central directory promises, and a library that unpacks more than that
 * is stopped by the thread's limits. Source: PKWARE APPNOTE 4.3.12, 4.3.16
 * @throws {ParsingError} UNSAFE_ARCHIVE
 */
export function checkZip(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.byteLength - 22;
  const floor = Math.max(0, end - 65_535);
  while (end >= floor && view.getUint32(end, true) !== END) end -= 1;
  if (end < floor) throw unsafe('it has no directory');
  const entries = view.getUint16(end + 10, true);
  if (entries > MOST_ENTRIES) throw unsafe(`it has ${entries} members`);
  let at = view.getUint32(end + 16, true);
  let unpacked = 0;
  for (let i = 0; i < entries; i += 1) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY) throw unsafe('its directory is damaged');
    unpacked += view.getUint32(at + 24, true);
    if (unpacked > MOST_UNPACKED) throw unsafe('it unpacks to too much');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (name.split(/[\\/]/).includes('..') || name.startsWith('/')) throw unsafe('a member points outside');
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

const unsafe = (why: string) => new ParsingError('UNSAFE_ARCHIVE', `The file cannot be opened safely: ${why}.`);
