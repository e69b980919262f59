/** Values that wait for one reader. Bounded: when it is full it is emptied and says so, and its reader goes back to the database. */
export class Mailbox<T> {
  private values: T[] = [];
  private wake: (() => void) | undefined;
  private overflowed = false;

  constructor(private readonly capacity: number) {}

  put(value: T): void {
    if (this.values.length >= this.capacity) {
      this.values = [];
      this.overflowed = true;
    }
    if (!this.overflowed) this.values.push(value);
    this.ring();
  }

  /** Wakes the reader without a value. */
  ring(): void {
    this.wake?.();
    this.wake = undefined;
  }

  /** What waits, oldest first; `missed` when some of it was dropped. Empties the box. */
  take(): { values: T[]; missed: boolean } {
    const { values, overflowed: missed } = this;
    this.values = [];
    this.overflowed = false;
    return { values, missed };
  }

  get isEmpty(): boolean {
    return this.values.length === 0 && !this.overflowed;
  }

  /** Until something is put in, the bell rings, or the time is over. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.isEmpty || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      timer.unref();
      signal.addEventListener('abort', done, { once: true });
      this.wake = done;
    });
  }
}
