import { z } from 'zod';
import { ValidationError } from './errors.ts';

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
const integer = (min: number, max: number, fallback: number) =>
  z.coerce
    .number({ message: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

const schema = z.object({
  PORT: integer(0, 65_535, 4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  WORKER_PORT: integer(0, 65_535, 0),
  DATA_DIR: z.string().min(1).default('./.gravity'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  DATABASE_URL: url('postgresql:', 'postgres:').optional(),
  MIGRATE_DATABASE_URL: url('postgresql:', 'postgres:').optional(),
  DATABASE_DIRECT_URL: url('postgresql:', 'postgres:').optional(),
  DATABASE_POOL_SIZE: integer(1, 200, 10),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  CACHE_REDIS_URL: url('redis:', 'rediss:').optional(),
  OBJECT_STORE_URL: url('s3:', 'file:').optional(),
  OBJECT_STORE_ENDPOINT: url('http:', 'https:').optional(),
  OBJECT_STORE_REGION: z.string().default('us-east-1'),
  OBJECT_STORE_ACCESS_KEY_ID: z.string().optional(),
  OBJECT_STORE_SECRET_ACCESS_KEY: z.string().optional(),

  EDGAR_URL: url('http:', 'https:').optional(),
  EDGAR_USER_AGENT: z.string().optional(),
  EDGAR_MAX_RPS: integer(1, 1000, 8),
  POLL_INTERVAL_MS: integer(200, 86_400_000, 10_000),
  MAX_DOCUMENT_BYTES: integer(1024, 1_073_741_824, 64 * 1024 * 1024),

  GEMINI_API_KEY: z.string().min(1).optional(),
  GEMINI_BASE_URL: url('http:', 'https:').optional(),
  GEMINI_MODEL: z.string().default('gemini-2.5-flash'),
  GEMINI_EMBEDDING_MODEL: z.string().default('gemini-embedding-001'),
  LLM_TIMEOUT_MS: integer(100, 600_000, 30_000),
  LLM_TOKENS_PER_DAY: integer(0, 1_000_000_000_000, 2_000_000),

  OIDC_ISSUER: url('http:', 'https:').optional(),
  OIDC_AUDIENCE: z.string().optional(),
  API_KEY_PEPPER: z.string().min(16, 'must have at least 16 characters').optional(),

  RATE_LIMIT_PER_MINUTE: integer(1, 1_000_000, 60),
  RATE_LIMIT_PER_HOUR: integer(1, 10_000_000, 1000),
  CACHE_TTL_SECONDS: integer(0, 86_400, 300),
  CACHE_MAX_ENTRIES: integer(0, 1_000_000, 5000),

  INGEST_CONCURRENCY: integer(1, 64, 4),
  ANALYSE_CONCURRENCY: integer(1, 64, 2),
  INDEX_CONCURRENCY: integer(1, 64, 2),
  QUEUE_DEPTH_SLOW: integer(1, 10_000_000, 5_000),
  QUEUE_DEPTH_REFUSE: integer(1, 10_000_000, 50_000),

  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
});

const SEC_HOSTS = /(^|\.)sec\.gov$/i;
const loopback = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

/**
 * The whole environment as one frozen object, or one error that names every wrong setting.
 * Empty strings count as unset. Durations are in milliseconds unless named otherwise, sizes in bytes.
 * @throws {ValidationError} CONFIG_INVALID with `problems: string[]`
 */
export function parseConfig(env: Record<string, string | undefined>) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const raw = parsed.data;
  if (raw) {
    const realEdgar = !raw.EDGAR_URL || SEC_HOSTS.test(new URL(raw.EDGAR_URL).hostname);
    if (realEdgar && raw.EDGAR_USER_AGENT !== undefined && !/\S+@\S+\.\S+/.test(raw.EDGAR_USER_AGENT))
      problems.push('EDGAR_USER_AGENT must carry a contact address, as in "Example Research data@example.com"');
    if (realEdgar && raw.EDGAR_MAX_RPS > 8) problems.push('EDGAR_MAX_RPS above 8 is allowed only with an EDGAR_URL of your own');
    if (raw.MIGRATE_DATABASE_URL && !raw.DATABASE_URL)
      problems.push('MIGRATE_DATABASE_URL is set but DATABASE_URL is not: set both or neither');
    if (!raw.DATABASE_URL && raw.REDIS_URL)
      problems.push('REDIS_URL is set but DATABASE_URL is not: Redis serves only together with a PostgreSQL server');
    if (raw.OIDC_ISSUER && !raw.OIDC_AUDIENCE) problems.push('OIDC_AUDIENCE must be set together with OIDC_ISSUER');
    if (raw.DATABASE_URL && !loopback(raw.HOST) && !raw.API_KEY_PEPPER)
      problems.push('API_KEY_PEPPER must be set when HOST is not loopback');
  }
  if (!raw || problems.length > 0)
    throw new ValidationError(`The settings are not valid:\n${problems.map((p) => `  - ${p}`).join('\n')}`, { problems }, 'CONFIG_INVALID');

  const embedded = !raw.DATABASE_URL;
  return Object.freeze({
    logLevel: raw.LOG_LEVEL,
    dataDir: raw.DATA_DIR,
    embedded,
    /** Requests act as the owner of tenant `local`: only embedded, and only bound to loopback. */
    localOwner: embedded && loopback(raw.HOST),
    http: { port: raw.PORT, host: raw.HOST },
    /** Where a worker process tells its health; null: nowhere. */
    workerHttp: raw.WORKER_PORT ? { port: raw.WORKER_PORT, host: raw.HOST } : null,
    database: embedded
      ? null
      : {
          url: raw.DATABASE_URL as string,
          migrateUrl: raw.MIGRATE_DATABASE_URL ?? (raw.DATABASE_URL as string),
          directUrl: raw.DATABASE_DIRECT_URL ?? (raw.DATABASE_URL as string),
        },
    databasePoolSize: raw.DATABASE_POOL_SIZE,
    redis: raw.REDIS_URL ? { url: raw.REDIS_URL, cacheUrl: raw.CACHE_REDIS_URL ?? raw.REDIS_URL } : null,
    objectStore: {
      url: raw.OBJECT_STORE_URL ?? null,
      endpoint: raw.OBJECT_STORE_ENDPOINT ?? null,
      region: raw.OBJECT_STORE_REGION,
      accessKeyId: raw.OBJECT_STORE_ACCESS_KEY_ID ?? null,
      secretAccessKey: raw.OBJECT_STORE_SECRET_ACCESS_KEY ?? null,
    },
    edgar: {
      /** One origin that stands for www. and data.; null: the real hosts. */
      url: raw.EDGAR_URL?.replace(/\/$/, '') ?? null,
      userAgent: raw.EDGAR_USER_AGENT ?? (raw.EDGAR_URL ? 'Gravity (development) developers@gravity.example' : null),
      maxRps: raw.EDGAR_MAX_RPS,
      pollIntervalMs: raw.POLL_INTERVAL_MS,
      maxDocumentBytes: raw.MAX_DOCUMENT_BYTES,
    },
    gemini: raw.GEMINI_API_KEY
      ? {
          apiKey: raw.GEMINI_API_KEY,
          baseUrl: raw.GEMINI_BASE_URL ?? null,
          model: raw.GEMINI_MODEL,
          embeddingModel: raw.GEMINI_EMBEDDING_MODEL,
          timeoutMs: raw.LLM_TIMEOUT_MS,
        }
      : null,
    auth: {
      oidc: raw.OIDC_ISSUER ? { issuer: raw.OIDC_ISSUER, audience: raw.OIDC_AUDIENCE as string } : null,
      apiKeyPepper: raw.API_KEY_PEPPER ?? 'gravity-development-pepper',
    },
    limits: {
      perMinute: raw.RATE_LIMIT_PER_MINUTE,
      perHour: raw.RATE_LIMIT_PER_HOUR,
      /** Of the language model, by one tenant's questions; 0 for no limit. */
      tokensPerDay: raw.LLM_TOKENS_PER_DAY,
      /** The local owner has no limits unless they were set. */
      explicit: set.RATE_LIMIT_PER_MINUTE !== undefined || set.RATE_LIMIT_PER_HOUR !== undefined,
    },
    cache: { ttlSeconds: raw.CACHE_TTL_SECONDS, maxEntries: raw.CACHE_MAX_ENTRIES },
    pipeline: {
      concurrency: { ingest: raw.INGEST_CONCURRENCY, analyse: raw.ANALYSE_CONCURRENCY, index: raw.INDEX_CONCURRENCY },
      depthSlow: raw.QUEUE_DEPTH_SLOW,
      depthRefuse: raw.QUEUE_DEPTH_REFUSE,
    },
    tracing: raw.OTEL_EXPORTER_OTLP_ENDPOINT ? { endpoint: raw.OTEL_EXPORTER_OTLP_ENDPOINT } : null,
  });
}

export type Config = ReturnType<typeof parseConfig>;
