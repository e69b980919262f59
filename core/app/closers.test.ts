import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { Closers } from './closers.ts';

describe('Closers', () => {
  it('closes in the opposite order of opening, once, whatever fails in between', async () => {
    const closed: string[] = [];
    const closers = new Closers(createLogger('silent', 'test'));
    closers.add('first', async () => closed.push('first'));
    closers.add('second', () => Promise.reject(new Error('stuck')));
    closers.add('third', async () => closed.push('third'));
    await Promise.all([closers.close(), closers.close()]);
    expect(closed).toEqual(['third', 'first']);
  });
});
