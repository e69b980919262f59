import { useEffect, useState } from 'react';
import { Provider } from 'urql';
import { connection } from './connection/connection.ts';
import { Routes } from './routes.tsx';
import { session } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';
import { Frame } from './ui/layout.tsx';
import { useStore } from './ui/store.ts';
import { createGravityClient, type GravityClient } from './urql.ts';

/** A client, a cache and a socket per session: nothing of one key's is seen with another. */
export function App() {
  const { apiKey, isRefused } = useStore(session);
  const [current, setCurrent] = useState<GravityClient>();
  useEffect(() => {
    if (isRefused) return;
    const created = createGravityClient(apiKey);
    setCurrent(created);
    return () => {
      setCurrent(undefined);
      created.dispose();
      connection.set('connecting');
    };
  }, [apiKey, isRefused]);
  if (isRefused)
    return (
      <Frame>
        <SignIn />
      </Frame>
    );
  if (!current) return null;
  return (
    <Provider key={apiKey ?? ''} value={current.client}>
      <Routes />
    </Provider>
  );
}
