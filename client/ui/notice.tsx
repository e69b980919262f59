import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

const tones = {
  error: 'border-rose-500/40 bg-rose-500/10',
  warning: 'border-amber-500/40 bg-amber-500/10',
  info: 'border-(--line) bg-(--canvas)',
};

export function Notice({ tone = 'info', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <div role={tone === 'error' ? 'alert' : 'status'} className={`rounded-lg border px-3 py-2 text-sm ${tones[tone]}`}>
      {children}
    </div>
  );
}

/** What went wrong with an operation, with the request id by which support finds it. */
export function ErrorNotice({ error }: { error: CombinedError | undefined }) {
  if (!error) return null;
  const first = error.graphQLErrors[0];
  return (
    <Notice tone="error">
      {first?.message ?? 'The server does not answer. Retrying when it is back.'}
      {typeof first?.extensions.requestId === 'string' && (
        <span className="ml-2 text-xs text-(--muted)">request {first.extensions.requestId}</span>
      )}
    </Notice>
  );
}
