import { ParsingError } from '../errors.ts';

/**
 * The vector of the same direction and length one.
 * @throws {ParsingError} ANSWER_REJECTED on another number of dimensions, a value that is no finite number, or all zeros
 */
export function unitVector(values: readonly number[], dimensions: number): Float32Array {
  if (!Array.isArray(values) || values.length !== dimensions) throw rejected('has the wrong length', { dimensions, got: values?.length });
  let squares = 0;
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw rejected('holds something that is no number', {});
    squares += value * value;
  }
  if (squares === 0) throw rejected('is all zeros', {});
  const length = Math.sqrt(squares);
  return Float32Array.from(values, (value) => value / length);
}

const rejected = (what: string, details: Record<string, unknown>) =>
  new ParsingError('ANSWER_REJECTED', `A vector from the embedding model ${what}.`, details);
