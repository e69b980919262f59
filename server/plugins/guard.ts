import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { guardOperation } from '../graphql/guard.ts';
import { publicError } from '../public-error.ts';

/** Refuses operations that ask for too much, queries, mutations and subscriptions alike, before any resolver runs. */
export const guard: Plugin = {
  onExecute: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
  onSubscribe: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
};

function refuse(args: ExecutionArgs, stop: (result: { errors: ReturnType<typeof publicError>[] }) => void): void {
  try {
    guardOperation(args);
  } catch (error) {
    stop({ errors: [publicError(error)] });
  }
}
