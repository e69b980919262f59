import { tsImport } from 'tsx/esm/api';

await tsImport('./parser-thread.ts', import.meta.url);
