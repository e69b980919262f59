import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** What was opened, closed in the opposite order; one that fails does not keep the others open. */
export class Closers {
  readonly #open: { name: string; close: () => Promise<unknown> }[] = [];
  #closing: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  add(name: string, close: () => Promise<unknown>): void {
    this.#open.push({ name, close });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#open.reverse())
      await close().catch((error: unknown) => this.logger.error({ reason: errorMessage(error) }, `could not close: ${name}`));
  }
}
