/** Stands for rows that are on their way; shown only when they take their time. */
export function Loading({ rows = 3 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="loading space-y-3">
      {Array.from({ length: rows }, (_row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={index} className="h-5 motion-safe:animate-pulse rounded bg-(--line) odd:w-11/12 even:w-3/4" />
      ))}
    </div>
  );
}
