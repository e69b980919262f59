import { type Config, parseConfig } from '../core/config.ts';

/**
 * The settings of this process, with those of a `.env` file where the environment does not name them. `quiet`: a command that prints
 * results logs warnings only, unless LOG_LEVEL says otherwise.
 * @throws {ValidationError} CONFIG_INVALID naming every wrong setting
 */
export function loadConfig({ quiet = false } = {}): Config {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return parseConfig(quiet ? { LOG_LEVEL: 'warn', ...process.env } : process.env);
}
