import { tsImport } from 'tsx/esm/api';

await tsImport('./converter-thread.ts', import.meta.url);
