/**
 * A generator that stops as soon as its reader goes. `return()` of a bare one waits for whatever it is waiting for; here it aborts the
 * signal first.
 */
export function interruptible<T>(caller: AbortSignal, run: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const left = new AbortController();
  const inner = run(AbortSignal.any([caller, left.signal]));
  return {
    next: () => inner.next(),
    return: async () => {
      left.abort();
      return inner.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
