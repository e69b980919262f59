import { useEffect, useMemo, useRef } from 'react';

/** Calls `run` at most once in `intervalMs`, for any number of calls in it, and always once after the last of them. */
export function useThrottled(run: () => void, intervalMs: number): () => void {
  const latest = useRef(run);
  latest.current = run;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(
    () => () => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        latest.current();
      }, intervalMs);
    },
    [intervalMs],
  );
}
