import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';

const PAGES = [
  { path: '/', name: 'Feed' },
  { path: '/ask', name: 'Ask' },
  { path: '/search', name: 'Search' },
  { path: '/watchlists', name: 'Watchlists' },
  { path: '/documents', name: 'Documents' },
  { path: '/pipeline', name: 'Pipeline' },
];

export function Layout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-screen max-w-7xl flex-col px-4 pb-10">
      <header className="flex items-center gap-6 py-4">
        <Link href="/" className="flex items-center gap-2 text-lg font-bold tracking-tight">
          <img src="/favicon.svg" alt="" className="size-7" />
          Gravity
        </Link>
        <nav className="flex gap-1" aria-label="Pages">
          {PAGES.map((page) => (
            <NavLink key={page.path} {...page} />
          ))}
        </nav>
      </header>
      <main className="flex-1">{children}</main>
    </div>
  );
}

function NavLink({ path, name }: { path: string; name: string }) {
  const [exact] = useRoute(path);
  const [below] = useRoute(`${path}/*`);
  const active = exact || (path !== '/' && below);
  return (
    <Link
      href={path}
      aria-current={active ? 'page' : undefined}
      className={`rounded-lg px-3 py-1.5 text-sm font-medium ${active ? 'bg-accent text-white' : 'text-(--muted) hover:bg-(--surface)'}`}
    >
      {name}
    </Link>
  );
}
