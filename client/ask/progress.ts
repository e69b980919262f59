export interface Step {
  id: string;
  name: string;
  detail: string;
  ms?: number | null;
}

/** Adds what came, in the order of ids, once each: after a reconnect an event may come again. */
export function added<T extends { id: string }>(known: readonly T[], one: T): T[] {
  if (known.some(({ id }) => id === one.id)) return [...known];
  return [...known, one].sort((a, b) => (a.id.length === b.id.length ? (a.id < b.id ? -1 : 1) : a.id.length - b.id.length));
}
