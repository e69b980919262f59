import type { ReactNode } from 'react';

/** A titled surface; everything on a page stands in one. */
export function Panel({ title, action, children }: { title?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-xl border border-(--line) bg-(--surface)">
      {title && (
        <header className="flex items-center justify-between gap-3 border-b border-(--line) px-4 py-2.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          {action}
        </header>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}
