import { expect, it } from 'vitest';
import { added } from './progress.ts';

it('keeps events once each, in the order of their numbers', () => {
  const ids = (events: { id: string }[]) => events.map(({ id }) => id);
  const two = added(added([], { id: '9' }), { id: '10' });
  expect(ids(two)).toEqual(['9', '10']);
  expect(ids(added(two, { id: '9' }))).toEqual(['9', '10']);
  expect(ids(added([{ id: '12' }], { id: '11' }))).toEqual(['11', '12']);
});
