import { Command, CommanderError } from 'commander';
import { DomainError, errorMessage } from '../core/errors.ts';
import { addCommands } from './commands.ts';

/** Runs one command. The exit code is 0 only when the thing asked for happened; errors go to standard error with what to do next. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('gravity')
    .description('Reads what companies file with the SEC and answers questions about it with evidence.')
    .showHelpAfterError('(gravity --help lists the commands)')
    .exitOverride();
  addCommands(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  const code = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
  process.stderr.write(`\n${code}: ${errorMessage(error)}\n`);
  if (!(error instanceof DomainError) && error instanceof Error && process.env.LOG_LEVEL === 'debug')
    process.stderr.write(`${error.stack}\n`);
  return 1;
}
