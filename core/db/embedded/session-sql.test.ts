import { expect, it } from 'vitest';
import { sessionEffects, startupSettings } from './session-sql.ts';

it.each([
  ['listen jobs', { listens: ['jobs'] }],
  ['/* why */ -- and more\n LISTEN "Jobs:a ""b"""; select 1', { listens: ['Jobs:a "b"'] }],
  ['unlisten *', { unlistens: ['*'] }],
  ['UNLISTEN Jobs;', { unlistens: ['jobs'] }],
  ["select 'listen jobs; set x to 1'", {}],
  ['do $body$ begin perform 1; listen jobs; end $body$', {}],
  ["set search_path to public, bullmq; set local x to '1'", { settings: ['set search_path to public, bullmq'] }],
  ["SET TIME ZONE 'UTC'", { settings: ["SET TIME ZONE 'UTC'"] }],
  ['set session statement_timeout = 5', { settings: ['set session statement_timeout = 5'] }],
  ['update filing set status = 1', {}],
  ['set transaction isolation level serializable', {}],
  ["set role gravity_app; reset role; set session authorization 'x'", { settings: ['set role gravity_app', 'reset role'] }],
])('reads %j', (sql, effects) => {
  expect(sessionEffects(sql)).toEqual({ listens: [], unlistens: [], settings: [], ...effects });
});

it('takes from the start-up packet what changes the meaning of a statement', () => {
  expect(
    startupSettings({ user: 'x', options: '-c search_path=bullmq -c statement_timeout=8000 -c TimeZone=UTC', application_name: 'y' }),
  ).toEqual(['set search_path to "bullmq"', "set TimeZone to 'UTC'"]);
  expect(startupSettings({ timezone: "U'TC" })).toEqual(["set TimeZone to 'U''TC'"]);
});
