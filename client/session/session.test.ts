// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { refuse, session, signIn, signOut } from './session.ts';

describe('session', () => {
  beforeEach(signOut);

  it('keeps the key for the tab and forgets it on sign-out', () => {
    signIn('gk_one');
    expect(session.get()).toEqual({ apiKey: 'gk_one', isRefused: false });
    expect(sessionStorage.getItem('gravity.apiKey')).toBe('gk_one');
    signOut();
    expect(session.get().apiKey).toBeNull();
    expect(sessionStorage.getItem('gravity.apiKey')).toBeNull();
  });

  it('asks for a key when the server refuses the present one', () => {
    refuse(null);
    expect(session.get().isRefused).toBe(true);
    signIn('gk_two');
    expect(session.get().isRefused).toBe(false);
  });

  it('ignores a late refusal of a key that was replaced', () => {
    signIn('gk_new');
    refuse('gk_old');
    expect(session.get().isRefused).toBe(false);
  });
});
