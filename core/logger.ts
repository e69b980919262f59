import { type Logger, pino } from 'pino';

export type { Logger };

const secrets = [
  'authorization',
  'apiKey',
  'key',
  'secret',
  'password',
  'token',
  '*.authorization',
  '*.apiKey',
  '*.secret',
  '*.password',
  '*.token',
];

/** JSON lines on standard error, so that commands keep standard output for their results. Times are ISO 8601 in UTC. */
export function createLogger(level: string, name: string): Logger {
  return pino(
    { name, level, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: secrets, censor: '[redacted]' } },
    pino.destination({ fd: 2, sync: true }),
  );
}
