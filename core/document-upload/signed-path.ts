import { createHmac, timingSafeEqual } from 'node:crypto';
import { AccessError } from '../errors.ts';

/** What a signature permits: the bytes of one document, once, until then. */
export interface UploadTicket {
  tenantId: string;
  documentId: string;
  expiresAt: Date;
  maxBytes: number;
}

export function signedPath(ticket: UploadTicket, secret: string): string {
  const { tenantId, documentId, expiresAt, maxBytes } = ticket;
  const query = new URLSearchParams({
    tenant: tenantId,
    expires: String(expiresAt.getTime()),
    max: String(maxBytes),
    signature: sign(ticket, secret),
  });
  return `/uploads/${documentId}?${query}`;
}

/** @throws {AccessError} FORBIDDEN, the same for a wrong, a changed and an expired ticket */
export function readTicket(documentId: string, query: URLSearchParams, secret: string, now = Date.now()): UploadTicket {
  const ticket = {
    tenantId: query.get('tenant') ?? '',
    documentId,
    expiresAt: new Date(Number(query.get('expires'))),
    maxBytes: Number(query.get('max')),
  };
  const given = Buffer.from(query.get('signature') ?? '');
  const wanted = Buffer.from(Number.isNaN(ticket.expiresAt.getTime()) ? '' : sign(ticket, secret));
  const isRight = given.length === wanted.length && wanted.length > 0 && timingSafeEqual(given, wanted);
  if (!isRight || ticket.expiresAt.getTime() < now)
    throw new AccessError('FORBIDDEN', 'The upload address is not valid any more. Ask for a new one.');
  return ticket;
}

const sign = ({ tenantId, documentId, expiresAt, maxBytes }: UploadTicket, secret: string): string =>
  createHmac('sha256', secret).update(['upload', tenantId, documentId, expiresAt.getTime(), maxBytes].join('\n')).digest('base64url');
