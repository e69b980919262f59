/**
 * What a statement changes of the one session that all connections share. Read from the text, because the backend does not tell.
 * Literals and comments are taken out first; a keyword counts only where a statement begins.
 */
export interface SessionEffects {
  listens: string[];
  /** Channels, or '*' for all. */
  unlistens: string[];
  /** `set name …` without `local`, and `reset`: replayed whenever the connection has its turn. */
  settings: string[];
}

const NONE: SessionEffects = { listens: [], unlistens: [], settings: [] };
const INTERESTING = /\b(listen|unlisten|set|reset)\b/i;
const CHANNEL = String.raw`("(?:[^"]|"")+"|[\w$]+)`;
const LISTEN = new RegExp(String.raw`^listen\s+${CHANNEL}$`, 'i');
const UNLISTEN = new RegExp(String.raw`^unlisten\s+(?:${CHANNEL}|\*)$`, 'i');
const SETTING =
  /^(?:set\s+(?:session\s+)?(?!local\b|transaction\b|constraints\b|session\b|authorization\b|characteristics\b)[\w.]+\s*(?:=|\s)|reset\s+(?!session\b))/i;

export function sessionEffects(sql: string): SessionEffects {
  if (!INTERESTING.test(sql)) return NONE;
  const effects: SessionEffects = { listens: [], unlistens: [], settings: [] };
  for (const statement of statements(sql)) {
    const listen = LISTEN.exec(statement);
    if (listen) effects.listens.push(channelName(listen[1] as string));
    const unlisten = UNLISTEN.exec(statement);
    if (unlisten) effects.unlistens.push(unlisten[1] ? channelName(unlisten[1]) : '*');
    if (SETTING.test(statement)) effects.settings.push(statement);
  }
  return effects;
}

/** Statements without comments, trimmed. Semicolons inside literals and dollar quotes do not part them. */
function statements(sql: string): string[] {
  const parts: string[] = [''];
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^-/$'";]+|[\s\S]/g;
  for (const [text] of sql.matchAll(token)) {
    if (text === ';') parts.push('');
    else if (!text.startsWith('--') && !text.startsWith('/*')) parts[parts.length - 1] += text;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

const channelName = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase());

/** Settings of a start-up packet that we honour: those that change what a statement means. Limits need a server's timers. */
export function startupSettings(parameters: Record<string, string>): string[] {
  const given = new Map<string, string>();
  for (const name of ['TimeZone', 'search_path', 'DateStyle']) {
    const value = Object.entries(parameters).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (value) given.set(name, value);
  }
  for (const [, name, value] of (parameters.options ?? '').matchAll(/(?:-c\s*|--)(\w+)=((?:\\.|\S)+)/g))
    if (/^(timezone|search_path|datestyle)$/i.test(name as string)) given.set(name as string, (value as string).replaceAll(/\\(.)/g, '$1'));
  return [...given].map(([name, value]) => setting(name, value));
}

/** `search_path` is a list of names; anything else one literal. */
const setting = (name: string, value: string): string =>
  name.toLowerCase() === 'search_path'
    ? `set search_path to ${value
        .split(',')
        .map((part) => `"${part.trim().replaceAll('"', '')}"`)
        .join(', ')}`
    : `set ${name} to '${value.replaceAll("'", "''")}'`;
