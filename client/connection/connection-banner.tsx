import { useEffect, useState } from 'react';
import { Notice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';
import { connection } from './connection.ts';

/** A connection that is back within a moment is nobody's business. */
const PATIENCE_MS = 1_500;

/** Says when what is on the page may be out of date, and goes away by itself. */
export function ConnectionBanner() {
  const state = useStore(connection);
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (state !== 'lost') return setIsLong(false);
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  if (state === 'stopped')
    return (
      <div className="mb-4">
        <Notice tone="error">
          Live updates stopped.{' '}
          <button type="button" className="cursor-pointer font-medium underline" onClick={() => location.reload()}>
            Reload the page
          </button>
        </Notice>
      </div>
    );
  if (!isLong) return null;
  return (
    <div className="mb-4">
      <Notice tone="warning">Connection lost. Trying again; what came in meanwhile will be shown then.</Notice>
    </div>
  );
}
