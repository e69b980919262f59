import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

export const remoteAddressOf = (context: Context): string => getConnInfo(context).remote.address ?? '';
