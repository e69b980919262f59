import type { IncomingMessage, ServerResponse } from 'node:http';

const JSON_UTF8 = /^application\/(?:graphql-response\+)?json\s*(?:;\s*charset="?utf-?8"?\s*)?$/i;

/**
 * GraphQL by POST comes as plain JSON in UTF-8 only: forms and text are what a page of another origin can send unasked, and a packed body
 * has no honest length. Answers and returns true when it is anything else.
 */
export function refuseBody(request: IncomingMessage, response: ServerResponse, requestId: string): boolean {
  if (request.method !== 'POST') return false;
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (JSON_UTF8.test(type) && encoding === 'identity') return false;
  const message = 'Send the operation as application/json in UTF-8, not packed.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', requestId } }] });
  response.writeHead(415, { 'content-type': 'application/json; charset=utf-8', connection: 'close' });
  response.end(body);
  request.resume();
  return true;
}
