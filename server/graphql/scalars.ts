import { GraphQLError } from 'graphql';
import { ValidationError } from '../../core/errors.ts';
import { builder } from './builder.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isRealDay = (text: string) => DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

function parseDay(value: unknown): string {
  if (typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) && isRealDay(value)) return value;
  throw new GraphQLError('Date must be a calendar day written YYYY-MM-DD', { extensions: { code: 'BAD_USER_INPUT' } });
}

function parseInstant(value: unknown): Date {
  const instant = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(value) ? new Date(value) : undefined;
  if (instant && !Number.isNaN(instant.getTime())) return instant;
  throw new GraphQLError('DateTime must be an ISO 8601 instant with a time zone, as in 2026-01-31T16:00:00Z', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

builder.scalarType('Date', {
  description: 'A calendar day, YYYY-MM-DD. Filing days are in Eastern time.',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
  parseValue: parseDay,
});

builder.scalarType('DateTime', {
  description: 'An instant in ISO 8601, in UTC when it comes from Gravity.',
  serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parseValue: parseInstant,
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: () => {
    throw new ValidationError('JSON is never an input');
  },
});

/** Midnight UTC of a day: how `@db.Date` columns are compared. */
export const startOfDay = (day: string) => new Date(`${day}T00:00:00Z`);
