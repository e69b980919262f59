import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cString, encode, int32, MessageReader, ProtocolViolation } from './wire-protocol.ts';

it('cuts the same messages out of a stream however it is chunked', () => {
  const messages = fc.array(fc.record({ type: fc.constantFrom('Q', 'P', 'B', 'S'), body: fc.uint8Array({ maxLength: 400 }) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(messages, fc.integer({ min: 1, max: 50 }), (wanted, size) => {
      const stream = Buffer.concat(wanted.map(({ type, body }) => encode(type, Buffer.from(body))));
      const reader = new MessageReader();
      const got: { type: string; body: Uint8Array }[] = [];
      for (let at = 0; at < stream.length; at += size) {
        reader.push(stream.subarray(at, at + size));
        for (let message = reader.message(); message; message = reader.message())
          got.push({ type: message.type, body: new Uint8Array(message.bytes.subarray(5)) });
      }
      expect(got).toEqual(wanted);
    }),
  );
});

it('reads a start-up packet, and requests for encryption and cancelling', () => {
  const packet = (...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const reader = new MessageReader();
    reader.push(Buffer.concat([int32(body.length + 4), body]));
    return reader.startup();
  };
  expect(packet(int32(80_877_103))).toEqual({ kind: 'encryption' });
  expect(packet(int32(80_877_102), int32(7), int32(9))).toEqual({ kind: 'cancel', processId: 7, secret: 9 });
  expect(packet(int32(196_608), cString('user'), cString('ada'), Buffer.from([0]))).toEqual({
    kind: 'startup',
    parameters: { user: 'ada' },
  });
  expect(() => packet(int32(131_072))).toThrow(ProtocolViolation);
});

it('refuses a length that cannot be', () => {
  for (const length of [0, 3, 2 ** 31 - 1]) {
    const reader = new MessageReader();
    reader.push(Buffer.concat([Buffer.from('Q'), int32(length)]));
    expect(() => reader.message()).toThrow(ProtocolViolation);
  }
});
