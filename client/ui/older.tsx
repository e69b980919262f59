import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';

interface OlderProps {
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  children: (after: string) => ReactNode;
}

/**
 * The next page of a list, once it is asked for. Each page is a component with a query of its own that starts after the page above it, so
 * that a new row on top moves every page on and none is lost between two of them.
 */
export function Older({ pageInfo: { hasNextPage, endCursor }, children }: OlderProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (!hasNextPage || !endCursor) return null;
  if (isOpen) return children(endCursor);
  return (
    <Button quiet className="mt-3" onClick={() => setIsOpen(true)}>
      Show older
    </Button>
  );
}
