import { type FormEvent, useState } from 'react';
import { Button, inputClass } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useStore } from '../ui/store.ts';
import { session, signIn } from './session.ts';

/** Asks for an API key where the server wants one. */
export function SignIn() {
  const { apiKey } = useStore(session);
  const [key, setKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn(key.trim());
  };
  return (
    <div className="mx-auto mt-10 max-w-md">
      <title>Sign in · Gravity</title>
      <Panel title="Sign in">
        <form onSubmit={submit} className="space-y-3">
          {apiKey !== null && <Notice tone="error">The key was not accepted. It may be mistyped, expired or revoked.</Notice>}
          <label className="block text-sm">
            <span className="mb-1 block font-medium">API key</span>
            <input
              type="password"
              autoComplete="off"
              spellCheck={false}
              // biome-ignore lint/a11y/noAutofocus: the only field of the page
              autoFocus
              className={`${inputClass} w-full font-mono`}
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          </label>
          <p className="text-xs text-(--muted)">
            An administrator of your organisation makes one. It is kept in this tab only and forgotten when the tab closes.
          </p>
          <Button type="submit" disabled={key.trim() === ''}>
            Sign in
          </Button>
        </form>
      </Panel>
    </div>
  );
}
