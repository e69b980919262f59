import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../core/logger.ts';
import { aViewer } from '../../core/testing/factories.ts';
import { createTokenVerifier, type TokenVerifier } from './oidc.ts';

let provider: Server;
let issuer: string;
let publicPem: string;
let sign: CryptoKey;
let verifier: TokenVerifier;
let fetches = 0;
const viewer = aViewer();
const audience = 'https://gravity.example/api';

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  sign = privateKey;
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' };
  publicPem = JSON.stringify(jwk);
  provider = createServer((request, response) => {
    if (request.url === '/keys') fetches += 1;
    const body = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  verifier = createTokenVerifier({
    issuer,
    audience,
    logger: createLogger('silent', 'test'),
    findViewer: async ({ subject }) => (subject === 'ada' ? viewer : null),
  });
});
afterAll(() => provider.closeAllConnections());

const now = () => Math.floor(Date.now() / 1000);
interface Claims {
  iss?: string;
  aud?: string;
  sub?: string;
  exp?: number;
  nbf?: number;
}
const token = (claims: Claims = {}, header: Record<string, unknown> = {}) =>
  new SignJWT({ iss: issuer, aud: audience, sub: 'ada', exp: now() + 60, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign(sign);
const outcome = async (jwt: string) => {
  try {
    return (await verifier.verify(jwt)).viewer;
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
};
const REFUSED = 'UNAUTHENTICATED: The token is not valid.';

describe('access tokens', () => {
  it('lets a member in until the token expires', async () => {
    const exp = now() + 60;
    expect(await verifier.verify(await token({ exp }))).toEqual({ viewer, expiresAt: new Date((exp + 30) * 1000) });
  });

  it('refuses every other signature with the same words', async () => {
    const payload = { iss: issuer, aud: audience, sub: 'ada', exp: now() + 60 };
    const unsigned = new UnsecuredJWT(payload).encode();
    const withPublicKey = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(publicPem));
    const good = await token();
    const broken = `${good.slice(0, -6)}AAAAAA`;
    for (const jwt of [unsigned, withPublicKey, broken, 'nonsense', '']) expect(await outcome(jwt)).toBe(REFUSED);
  });

  it('checks issuer, audience, subject and both times with thirty seconds of skew', async () => {
    expect(await outcome(await token({ iss: 'https://evil.example' }))).toBe(REFUSED);
    expect(await outcome(await token({ aud: 'web-client' }))).toBe(REFUSED);
    expect(await outcome(await token({ sub: 'mallory' }))).toBe(REFUSED);
    expect(await outcome(await token({ exp: now() - 31 }))).toBe(REFUSED);
    expect(await outcome(await token({ exp: now() - 27 }))).toBe(viewer);
    expect(await outcome(await token({ nbf: now() + 34 }))).toBe(REFUSED);
    expect(await outcome(await token({ nbf: now() + 27 }))).toBe(viewer);
  });

  it('ignores keys that the token itself brings', async () => {
    const attacker = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(attacker.publicKey);
    const jwt = await new SignJWT({ iss: issuer, aud: audience, sub: 'ada', exp: now() + 60 })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', jwk, jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/cert' })
      .sign(attacker.privateKey);
    expect(await outcome(jwt)).toBe(REFUSED);
  });

  it('fetches the keys once more at most for a flood of unknown key ids', async () => {
    const before = fetches;
    for (let i = 0; i < 200; i += 1) expect(await outcome(await token({}, { kid: `random-${i}` }))).toBe(REFUSED);
    expect(fetches - before).toBeLessThanOrEqual(1);
    expect(await outcome(await token())).toBe(viewer);
  });

  it('goes on with the keys it has when the provider is down', async () => {
    provider.closeAllConnections();
    provider.close();
    await once(provider, 'close');
    expect(await outcome(await token())).toBe(viewer);
  });
});
