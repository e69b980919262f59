/** Points that were checked, each with what was seen; the exit code tells whether all held. */
export class Report {
  #failed = 0;
  #held = 0;

  check(point: string, holds: boolean, seen: string): void {
    if (holds) this.#held += 1;
    else this.#failed += 1;
    process.stdout.write(`${holds ? 'ok    ' : 'FAILED'} ${point}: ${seen}\n`);
  }

  end(): void {
    process.stdout.write(`${this.#held} held, ${this.#failed} failed\n`);
    process.exitCode = this.#failed > 0 || this.#held === 0 ? 1 : 0;
  }
}
