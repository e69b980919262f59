type Defined<T> = T extends Date
  ? T
  : T extends readonly (infer Item)[]
    ? Item[]
    : T extends object
      ? { [Key in keyof T]?: NonNullable<T[Key]> }
      : T;

/** GraphQL says null for "not given"; core says undefined. */
export function defined<T extends object>(input: T): Defined<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as Defined<T>;
}
