import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { ConnectionBanner } from '../connection/connection-banner.tsx';
import { Account } from '../session/account.tsx';
import { useSearchKey } from './use-search-key.ts';

const PAGES = [
  { path: '/', name: 'Feed' },
  { path: '/ask', name: 'Ask' },
  { path: '/search', name: 'Search' },
  { path: '/watchlists', name: 'Watchlists' },
  { path: '/documents', name: 'Documents' },
  { path: '/pipeline', name: 'Pipeline' },
];

export function Layout({ children }: { children: ReactNode }) {
  useSearchKey();
  return (
    <Frame
      account={<Account />}
      nav={
        <nav
          className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1 max-md:order-last max-md:w-full max-sm:gap-0 max-sm:-mx-2"
          aria-label="Pages"
        >
          {PAGES.map((page) => (
            <NavLink key={page.path} {...page} />
          ))}
        </nav>
      }
    >
      <ConnectionBanner />
      {children}
    </Frame>
  );
}

/** The page around everything, signed in or not. */
export function Frame({ nav, account, children }: { nav?: ReactNode; account?: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-screen max-w-7xl flex-col px-4 pb-10">
      <a href="#content" className="absolute left-2 -top-20 z-10 rounded-lg bg-accent px-3 py-1.5 text-sm text-white focus:top-2">
        Skip to the content
      </a>
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2 py-4">
        <Link href="/" className="flex items-center gap-2 text-lg font-bold tracking-tight">
          <img src="/favicon.svg" alt="" className="size-7" />
          Gravity
        </Link>
        {nav}
        <div className="ml-auto">{account}</div>
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        {children}
      </main>
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
      className={`rounded-lg px-3 py-1.5 text-sm font-medium max-sm:px-1.5 max-sm:text-[12.5px] ${active ? 'bg-accent text-white' : 'text-(--muted) hover:bg-(--surface)'}`}
    >
      {name}
    </Link>
  );
}
