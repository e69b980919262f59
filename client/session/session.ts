import { createStore } from '../ui/store.ts';

const KEY = 'gravity.apiKey';

export interface Session {
  /** Kept for the life of the browser tab. Null on the embedded default, where no key is needed. */
  apiKey: string | null;
  /** The server answered UNAUTHENTICATED: to this key, or to no key. */
  isRefused: boolean;
}

export const session = createStore<Session>({ apiKey: sessionStorage.getItem(KEY), isRefused: false });

export function signIn(apiKey: string): void {
  sessionStorage.setItem(KEY, apiKey);
  session.set({ apiKey, isRefused: false });
}

/** Whether a key is needed at all, the server says next. */
export function signOut(): void {
  sessionStorage.removeItem(KEY);
  session.set({ apiKey: null, isRefused: false });
}

/** `apiKey` is what the refused request carried: an answer to an earlier key changes nothing. */
export function refuse(apiKey: string | null): void {
  const now = session.get();
  if (now.apiKey === apiKey && !now.isRefused) session.set({ apiKey, isRefused: true });
}
