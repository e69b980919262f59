const KEY = 'gravity.apiKey';

/** The API key of this browser tab, kept for the tab's life only. Null on the embedded default, where no key is needed. */
export const apiKey = (): string | null => sessionStorage.getItem(KEY);

export function setApiKey(key: string | null): void {
  if (key) sessionStorage.setItem(KEY, key);
  else sessionStorage.removeItem(KEY);
}
