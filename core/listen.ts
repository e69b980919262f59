import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ValidationError } from './errors.ts';

interface Address {
  host: string;
  port: number;
}

/**
 * Opens the server's port; 0 takes a free one. `setting` names what the port came from.
 * @returns the URL that it answers at
 * @throws {ValidationError} CONFIG_INVALID when the port is taken or not ours to open
 */
export async function listen(server: Server, { host, port }: Address, setting: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { host, port }, setting)));
    server.listen(port, host, () => resolve());
  });
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${(server.address() as AddressInfo).port}`;
}

function listenError(error: NodeJS.ErrnoException, { host, port }: Address, setting: string): Error {
  if (error.code === 'EADDRINUSE')
    return new ValidationError(`Port ${port} is taken. Stop what uses it, or set ${setting} to another.`, { port }, 'CONFIG_INVALID');
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL')
    return new ValidationError(
      `Port ${port} of ${host} cannot be opened (${error.code}). Set ${setting} or HOST to others.`,
      { port },
      'CONFIG_INVALID',
    );
  return error;
}
