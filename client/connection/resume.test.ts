import { describe, expect, it } from 'vitest';
import { resumable } from './resume.ts';

const LIVE = 'subscription Live($afterEventId: ID) { filingStatusChanged(afterEventId: $afterEventId) { id } }';

describe('resumable', () => {
  it('asks for what came after the last event seen', () => {
    const { request, seen } = resumable(LIVE, { tickers: ['LRKFD'] });
    seen({ filingStatusChanged: { id: '41' } });
    seen({ filingStatusChanged: { id: '42' } });
    expect(request.variables).toEqual({ tickers: ['LRKFD'], afterEventId: '42' });
  });

  it('starts where it was told to and keeps that over messages without an event', () => {
    const { request, seen } = resumable(LIVE, { afterEventId: '7' });
    seen(null);
    seen({ filingStatusChanged: null });
    expect(request.variables.afterEventId).toBe('7');
  });

  it('leaves alone what cannot be resumed, and the variables it was given', () => {
    const variables = { a: 1 };
    const { request, seen } = resumable('subscription { filingStatusChanged { id } }', variables);
    seen({ filingStatusChanged: { id: '1' } });
    expect(request.variables).toEqual({ a: 1 });
    expect(request.variables).not.toBe(variables);
  });
});
