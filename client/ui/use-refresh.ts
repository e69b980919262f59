import { useEffect, useRef } from 'react';

/** Calls `refresh` every `intervalMs` while the page is visible. */
export function useRefresh(refresh: () => void, intervalMs: number): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
}
