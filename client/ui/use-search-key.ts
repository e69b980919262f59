import { useEffect } from 'react';
import { useLocation } from 'wouter';

/** The search field has this id, so that `/` finds it from every page. */
export const SEARCH_FIELD = 'search-words';

/** `/` goes to the search field, unless something is being typed. */
export function useSearchKey(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const field = document.getElementById(SEARCH_FIELD);
      if (field) field.focus();
      else navigate('/search');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
