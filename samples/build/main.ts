import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SAMPLE_FILINGS } from '../filings.ts';
import { sampleFiles } from './files.ts';

// Writes samples/filings: `npx tsx samples/build/main.ts`. The files are committed; run it again after changing what is here.

await rm(SAMPLE_FILINGS, { recursive: true, force: true });
for (const [path, content] of sampleFiles()) {
  const file = join(SAMPLE_FILINGS, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
