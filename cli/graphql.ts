import { TransportError, ValidationError } from '../core/errors.ts';

/** Answers a request for a path of the API: the network's `fetch` bound to a running server, or the server in this process. */
export type ApiFetch = (path: string, init: RequestInit) => Promise<Response>;

interface GraphQLResponse<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** One operation. @throws {ValidationError} with the API's own code and message; {TransportError} when nothing answers */
export async function request<T>(api: ApiFetch, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await send(api, query, variables, 'application/json');
  return dataOf<T>((await response.json()) as GraphQLResponse<T>);
}

/** One subscription over server-sent events, until the server completes it, the caller breaks off or `signal` aborts. */
export async function* subscribe<T>(
  api: ApiFetch,
  query: string,
  variables: Record<string, unknown> = {},
  signal?: AbortSignal,
): AsyncGenerator<T> {
  try {
    const response = await send(api, query, variables, 'text/event-stream', signal);
    for await (const { event, data } of serverSentEvents(response)) {
      if (event === 'complete') return;
      if (event === 'next') yield dataOf<T>(JSON.parse(data) as GraphQLResponse<T>);
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

async function send(
  api: ApiFetch,
  query: string,
  variables: Record<string, unknown>,
  accept: string,
  signal?: AbortSignal,
): Promise<Response> {
  try {
    return await api('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, 'x-graphql-csrf': '1' },
      body: JSON.stringify({ query, variables }),
      signal,
    });
  } catch (error) {
    throw new TransportError(
      'DATABASE_UNAVAILABLE',
      'The running Gravity does not answer: look at its log, or stop it and try again.',
      {},
      { cause: error },
    );
  }
}

function dataOf<T>({ data, errors }: GraphQLResponse<T>): T {
  const [first] = errors ?? [];
  if (first) throw new ValidationError(first.message, {}, (first.extensions?.code ?? 'INTERNAL_SERVER_ERROR') as 'BAD_USER_INPUT');
  if (!data) throw new ValidationError('The API gave no data.', {}, 'INTERNAL_SERVER_ERROR');
  return data;
}

async function* serverSentEvents(response: Response): AsyncGenerator<{ event: string; data: string }> {
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    buffer += decoder.decode(bytes as Uint8Array, { stream: true });
    const blocks = buffer.split(/\r?\n\r?\n/);
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split(/\r?\n/)
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trim())
          .join('\n');
      yield { event: field('event'), data: field('data') };
    }
  }
}
