import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { Routes } from './routes.tsx';
import './styles.css';
import { createUrqlClient } from './urql.ts';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Provider value={createUrqlClient()}>
      <Routes />
    </Provider>
  </StrictMode>,
);
