// Prints the closing line of a CI run from Vitest's JSON report, and fails when a test failed, was skipped or none ran.
import { readFileSync } from 'node:fs';

const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: todo,
} = JSON.parse(readFileSync(process.argv[2], 'utf8'));
if (skipped + todo > 0) console.error(`${skipped + todo} tests were skipped: CI has every server, so none may be`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed + skipped + todo > 0 || passed === 0 ? 1 : 0);
