import { describe, expect, it } from 'vitest';
import { sendFile } from './send-file.ts';

const file = new Blob(['words']);
const answers = (response: Response) => () => Promise.resolve(response);

describe('sendFile', () => {
  it('is content when the bytes arrived', async () => {
    expect(await sendFile('/uploads/1', file, 'text/plain', answers(new Response(null, { status: 204 })))).toBeNull();
  });
  it('says what the server said', async () => {
    const response = Response.json({ code: 'BAD_USER_INPUT', message: 'The file is larger than 20 MB.' }, { status: 400 });
    expect(await sendFile('/uploads/1', file, 'text/plain', answers(response))).toBe('The file is larger than 20 MB.');
  });
  it('says so when there was no answer, or none with words', async () => {
    expect(await sendFile('/uploads/1', file, 'text/plain', answers(new Response('<html>', { status: 502 })))).toContain('502');
    expect(await sendFile('/uploads/1', file, 'text/plain', () => Promise.reject(new TypeError('network')))).toContain('did not arrive');
  });
});
