import { prepareSeed } from '../core/db/embedded/seed.ts';
import { createLogger } from '../core/logger.ts';

await prepareSeed(createLogger('warn', 'prepare'));
