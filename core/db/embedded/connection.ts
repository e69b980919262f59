import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { sessionEffects, startupSettings } from './session-sql.ts';
import type { SharedSession } from './shared-session.ts';
import {
  askPassword,
  authenticated,
  backendKey,
  cString,
  encode,
  endOfCString,
  errorResponse,
  type Message,
  MessageReader,
  ProtocolViolation,
  parameterStatus,
  query,
  readCString,
  readyForQuery,
} from './wire-protocol.ts';

export interface ConnectionOptions {
  session: SharedSession;
  password: Buffer;
  /** The owner, who is superuser, and the app role. */
  owner: string;
  appRole: string;
  serverVersion: string;
}

const CYCLE_ENDS = new Set(['Q', 'S', 'H', 'c', 'f']);
const LOGIN_MS = 10_000;
const COPY_IN = /(^|;|\*\/)\s*copy\b[^;]*\bfrom\s+stdin\b/i;
const REFUSE_COPY = `do $$ begin raise exception 'COPY FROM STDIN is not served' using errcode = 'feature_not_supported'; end $$`;
let lastId = 0;

/** One client on the loopback port: logs it in, gathers its messages into cycles, and lets it take turns in the shared session. */
export class Connection {
  readonly id = ++lastId;
  closed = false;
  private readonly reader = new MessageReader();
  private state: 'startup' | 'password' | 'ready' = 'startup';
  private user = '';
  private setup: string[] = [];
  private cycle: Buffer[] = [];
  private readonly statements = new Map<string, string>();
  private statementCount = 0;
  private working: Promise<void> = Promise.resolve();
  private readonly loginTimer: NodeJS.Timeout;
  private readonly socket: Socket;
  private readonly options: ConnectionOptions;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.socket = socket;
    this.options = options;
    this.loginTimer = setTimeout(() => socket.destroy(), LOGIN_MS);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.leave());
  }

  /** What the session must be set to before this connection's turn. */
  sessionSetup(): string {
    return [`set session authorization "${this.user}"`, ...this.setup].join('; ');
  }

  statementNames(): string[] {
    return [...this.statements.values()];
  }

  send(bytes: Buffer): void {
    if (!this.closed) this.socket.write(bytes);
  }

  fail(code: string, message: string): void {
    if (!this.closed) this.socket.end(errorResponse('FATAL', code, message), () => this.socket.destroy());
  }

  private receive(chunk: Buffer): void {
    try {
      this.reader.push(chunk);
      while (!this.closed && this.step());
    } catch (error) {
      this.fail('08P01', error instanceof ProtocolViolation ? error.message : 'the message cannot be read');
    }
  }

  private step(): boolean {
    if (this.state === 'startup') return this.start();
    const message = this.reader.message();
    if (!message) return false;
    if (this.state === 'password') this.logIn(message);
    else if (message.type === 'X') this.socket.end();
    else this.gather(message);
    return true;
  }

  private start(): boolean {
    const startup = this.reader.startup();
    if (!startup) return false;
    if (startup.kind === 'encryption') this.socket.write('N');
    // Nothing can interrupt the one session, so a cancel request is only answered as the protocol wants: by hanging up.
    else if (startup.kind === 'cancel') this.socket.destroy();
    else {
      this.user = startup.parameters.user ?? '';
      this.setup = startupSettings(startup.parameters);
      this.state = 'password';
      this.socket.write(askPassword());
    }
    return true;
  }

  private logIn({ type, bytes }: Message): void {
    const { owner, appRole, password, serverVersion } = this.options;
    const given = Buffer.from(type === 'p' ? readCString(bytes, 5) : '');
    const right = given.length === password.length && timingSafeEqual(given, password);
    if (!right || (this.user !== owner && this.user !== appRole)) {
      this.fail('28P01', 'password authentication failed');
      return;
    }
    clearTimeout(this.loginTimer);
    this.state = 'ready';
    const parameters = {
      server_version: serverVersion,
      server_encoding: 'UTF8',
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      TimeZone: 'UTC',
      integer_datetimes: 'on',
      standard_conforming_strings: 'on',
      session_authorization: this.user,
    };
    this.socket.write(
      Buffer.concat([
        authenticated(),
        ...Object.entries(parameters).map(([name, value]) => parameterStatus(name, value)),
        backendKey(this.id, randomInt(2 ** 31 - 1)),
        readyForQuery('I'),
      ]),
    );
  }

  private gather(message: Message): void {
    this.cycle.push(this.withOwnName(message));
    if (!CYCLE_ENDS.has(message.type)) return;
    const cycle = this.cycle;
    this.cycle = [];
    // One cycle after another, also when a client sends several at once.
    this.working = this.working.then(() => this.run(cycle));
  }

  private async run(cycle: Buffer[]): Promise<void> {
    if (this.closed) return;
    const { session } = this.options;
    const texts = cycle.map(sqlOf).filter((sql) => sql !== null);
    if (this.user !== this.options.owner && texts.some((sql) => /session[\s_]+authorization/i.test(sql)))
      return this.send(
        Buffer.concat([errorResponse('ERROR', '42501', 'permission denied to set session authorization'), readyForQuery('I')]),
      );
    const effects = texts.map(sessionEffects);
    for (const channel of effects.flatMap(({ listens }) => listens)) session.listen(this, channel);
    // The engine would wait for rows that nobody could send it.
    const served = texts.some((sql) => COPY_IN.test(sql)) ? query(REFUSE_COPY) : Buffer.concat(cycle);
    this.send(await session.run(this, served));
    this.setup.push(...effects.flatMap(({ settings }) => settings));
    const kept = effects.flatMap(({ unlistens }) => unlistens).flatMap((channel) => session.unlisten(this, channel));
    if (kept.length > 0) await session.run(this, query(kept.map((channel) => `listen "${channel.replaceAll('"', '""')}"`).join('; ')));
  }

  /** Named statements are the session's, so each connection gets names of its own. */
  private withOwnName({ type, bytes }: Message): Buffer {
    if (type === 'P') return this.renamed(type, bytes, 5);
    if (type === 'B') return this.renamed(type, bytes, endOfCString(bytes, 5) + 1);
    if ((type === 'D' || type === 'C') && bytes[5] === 0x53) return this.renamed(type, bytes, 6);
    return bytes;
  }

  private renamed(type: string, bytes: Buffer, at: number): Buffer {
    const name = readCString(bytes, at);
    if (!name) return bytes;
    let own = this.statements.get(name);
    if (!own) {
      own = `c${this.id}_${++this.statementCount}`;
      this.statements.set(name, own);
    }
    if (type === 'C') this.statements.delete(name);
    return encode(type, bytes.subarray(5, at), cString(own), bytes.subarray(endOfCString(bytes, at) + 1));
  }

  private leave(): void {
    clearTimeout(this.loginTimer);
    if (this.closed) return;
    this.closed = true;
    this.options.session.leave(this);
  }
}

/** The SQL text that a message carries. */
function sqlOf(bytes: Buffer): string | null {
  if (bytes[0] === 0x51) return readCString(bytes, 5);
  if (bytes[0] === 0x50) return readCString(bytes, endOfCString(bytes, 5) + 1);
  return null;
}
