/** pdfjs expects two functions of newer Nodes; they are put in place only in the thread that reads uploads. */
interface NewPromises {
  try?: <T>(work: (...args: unknown[]) => T | PromiseLike<T>, ...args: unknown[]) => Promise<T>;
  withResolvers?: <T>() => { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void };
}

export function addNewPromises(): void {
  const promises = Promise as unknown as NewPromises;
  promises.try ??= (work, ...args) => new Promise((resolve) => resolve(work(...args)));
  promises.withResolvers ??= <T>() => {
    let resolve: (value: T) => void = () => undefined;
    let reject: (reason: unknown) => void = () => undefined;
    const promise = new Promise<T>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    return { promise, resolve, reject };
  };
}
