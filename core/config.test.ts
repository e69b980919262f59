import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { ValidationError } from './errors.ts';

describe('parseConfig', () => {
  it('gives the embedded default, owned by the local user, on an empty environment', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({ embedded: true, localOwner: true, database: null, redis: null, gemini: null, http: { port: 4000 } });
    expect(config.edgar.userAgent).toBeNull();
  });

  it('treats empty strings as unset', () => {
    expect(parseConfig({ DATABASE_URL: '', PORT: '' }).http.port).toBe(4000);
  });

  it('names every wrong setting at once', () => {
    const parse = () => parseConfig({ PORT: 'x', DATABASE_URL: 'mysql://h/d', RATE_LIMIT_PER_MINUTE: '0' });
    expect(parse).toThrow(ValidationError);
    try {
      parse();
    } catch (error) {
      expect((error as ValidationError).code).toBe('CONFIG_INVALID');
      expect((error as ValidationError).details.problems).toHaveLength(3);
    }
  });

  it('asks for a contact before the real SEC is called and keeps its pace at 8', () => {
    expect(() => parseConfig({ EDGAR_USER_AGENT: 'curl' })).toThrow(/contact address/);
    expect(() => parseConfig({ EDGAR_MAX_RPS: '9' })).toThrow(/EDGAR_MAX_RPS/);
    expect(parseConfig({ EDGAR_MAX_RPS: '9', EDGAR_URL: 'http://127.0.0.1:1/' }).edgar).toMatchObject({
      maxRps: 9,
      url: 'http://127.0.0.1:1',
    });
  });

  it('does not make every visitor the owner when bound to the network', () => {
    expect(parseConfig({ HOST: '0.0.0.0' }).localOwner).toBe(false);
    expect(parseConfig({ DATABASE_URL: 'postgresql://a@127.0.0.1/g' }).localOwner).toBe(false);
  });
});
