import { MultiBar, Presets } from 'cli-progress';
import Table from 'cli-table3';

/** Prints rows under a heading line; numbers are aligned right. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
  });
  for (const row of rows) table.push(row.map(String));
  process.stdout.write(`${table.toString()}\n`);
}

export interface ProgressBars {
  set(name: string, value: number, total: number): void;
  stop(): void;
}

/** One bar a name on a terminal; without one, a line whenever a bar is full. Progress goes to standard error. */
export function progressBars(): ProgressBars {
  if (!process.stderr.isTTY) return plainProgress();
  const bars = new MultiBar(
    { format: '{name} {bar} {value}/{total}', stream: process.stderr, hideCursor: true, clearOnComplete: false },
    Presets.shades_grey,
  );
  const known = new Map<string, ReturnType<MultiBar['create']>>();
  return {
    set(name, value, total) {
      const bar = known.get(name) ?? bars.create(total, 0, { name: name.padEnd(10) });
      known.set(name, bar);
      bar.setTotal(total);
      bar.update(value);
    },
    stop: () => bars.stop(),
  };
}

function plainProgress(): ProgressBars {
  const last = new Map<string, number>();
  return {
    set(name, value, total) {
      if (last.get(name) === value) return;
      last.set(name, value);
      if (value === total || value % 10 === 0) process.stderr.write(`${name} ${value}/${total}\n`);
    },
    stop: () => undefined,
  };
}

/** A date and time for people: local clock with seconds. */
export const clock = (instant: string | Date): string => new Date(instant).toLocaleTimeString('en-GB');
