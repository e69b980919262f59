import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,server,worker,cli,client,bench,tests,samples,scripts}/**/*.test.{ts,tsx}'],
    // A PGlite instance takes about half a gigabyte, and the machines have two cores.
    maxWorkers: 3,
    // Nothing mocks a module or changes a global: loading GraphQL, Prisma and LangGraph once a worker saves most of the time.
    isolate: false,
    reporters: process.env.GRAVITY_TEST_REPORT ? ['default', ['json', { outputFile: process.env.GRAVITY_TEST_REPORT }]] : ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // graphql's ESM and CJS builds must not both load.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
});
