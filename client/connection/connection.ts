import { createStore } from '../ui/store.ts';

/** `lost`: being tried again by itself. `stopped`: the server asked not to be tried again. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'stopped';

export const connection = createStore<ConnectionState>('connecting');
