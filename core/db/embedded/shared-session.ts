import type { Connection } from './connection.ts';
import { backendMessages, encode, errorResponse, query, readCString, readyForQuery } from './wire-protocol.ts';

/** What we need of PGlite. */
export interface Engine {
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>;
}

interface Turn {
  connection: Connection;
  cycle: Buffer;
  done: (answer: Buffer) => void;
}

/**
 * PGlite is one backend session; connections take turns in it. A turn is a whole cycle (until Sync or a simple query). A connection
 * whose cycle ends inside a transaction keeps the session until it commits, rolls back, goes away or stays idle too long.
 * Before a turn the session gets the connection's role and settings, so row security binds the app role as on a server.
 */
export class SharedSession {
  private readonly waiting: Turn[] = [];
  private readonly listeners = new Map<string, Set<Connection>>();
  private owner: Connection | null = null;
  private busy = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private inEffect = '';
  private readonly engine: Engine;
  private readonly idleInTransactionMs: number;
  private readonly onBroken: (error: unknown) => void;

  constructor(engine: Engine, idleInTransactionMs: number, onBroken: (error: unknown) => void) {
    this.engine = engine;
    this.idleInTransactionMs = idleInTransactionMs;
    this.onBroken = onBroken;
  }

  /** Runs one cycle in the connection's turn; the answer has no notifications in it, they go to whoever listens. */
  run(connection: Connection, cycle: Buffer): Promise<Buffer> {
    return new Promise((done) => {
      this.waiting.push({ connection, cycle, done });
      void this.next();
    });
  }

  /** A client that is gone: its waiting turns are dropped, its transaction is rolled back, its statements are freed. */
  leave(connection: Connection): void {
    for (let i = this.waiting.length - 1; i >= 0; i -= 1) if (this.waiting[i]?.connection === connection) this.waiting.splice(i, 1);
    const channels = [...this.listeners].filter(([, set]) => set.delete(connection) && set.size === 0).map(([channel]) => channel);
    for (const channel of channels) this.listeners.delete(channel);
    const goodbye = [
      ...(this.owner === connection && !this.busy ? ['rollback'] : []),
      ...channels.map((channel) => `unlisten ${quoted(channel)}`),
      ...connection.statementNames().map((name) => `deallocate ${quoted(name)}`),
    ];
    for (const sql of goodbye) void this.run(connection, query(sql));
  }

  listen(connection: Connection, channel: string): void {
    const set = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, set.add(connection));
  }

  /** Returns the channels that another connection still listens to: the session must listen on. */
  unlisten(connection: Connection, channel: string): string[] {
    const channels = channel === '*' ? [...this.listeners.keys()] : [channel];
    const kept: string[] = [];
    for (const name of channels) {
      const set = this.listeners.get(name);
      set?.delete(connection);
      if (set && set.size > 0) kept.push(name);
      else this.listeners.delete(name);
    }
    return kept;
  }

  private async next(): Promise<void> {
    if (this.busy) return;
    const index = this.owner ? this.waiting.findIndex(({ connection }) => connection === this.owner) : 0;
    const [turn] = index < 0 ? [] : this.waiting.splice(index, 1);
    if (!turn) return;
    this.busy = true;
    clearTimeout(this.idleTimer);
    try {
      turn.done(await this.take(turn));
      if (this.owner?.closed) await this.rollBack();
    } catch (error) {
      turn.done(errorResponse('FATAL', 'XX000', 'the embedded database stopped'));
      this.onBroken(error);
      return;
    }
    this.busy = false;
    void this.next();
  }

  private async take({ connection, cycle }: Turn): Promise<Buffer> {
    if (this.owner !== connection) {
      const refusal = await this.enter(connection);
      if (refusal) return Buffer.concat([refusal, readyForQuery('I')]);
    }
    const { answer, status } = await this.execute(cycle);
    this.owner = status === 'I' ? null : connection;
    if (this.owner) this.idleTimer = setTimeout(() => this.evict(connection), this.idleInTransactionMs);
    return answer;
  }

  /** The client went away while its cycle ran. */
  private async rollBack(): Promise<void> {
    clearTimeout(this.idleTimer);
    await this.execute(query('rollback'));
    this.owner = null;
  }

  /** Gives the session the connection's role and settings where another connection's are in effect. */
  private async enter(connection: Connection): Promise<Buffer | null> {
    const wanted = connection.sessionSetup();
    if (wanted === this.inEffect) return null;
    this.inEffect = '';
    const { error } = await this.execute(query(`reset session authorization; reset all; ${wanted}`));
    if (!error) this.inEffect = wanted;
    return error;
  }

  private async execute(cycle: Buffer): Promise<{ answer: Buffer; status: string; error: Buffer | null }> {
    const bytes = Buffer.from(await this.engine.execProtocolRaw(cycle));
    const kept: Buffer[] = [];
    let status: string | null = null;
    let error: Buffer | null = null;
    for (const message of backendMessages(bytes)) {
      if (message.type === 'A') this.notify(message.bytes);
      else kept.push(message.bytes);
      if (message.type === 'Z') status = String.fromCharCode(message.bytes[5] as number);
      if (message.type === 'E') error = message.bytes;
    }
    // Out of memory or stack, the engine may come back without a word; nothing that it says afterwards can be trusted.
    if (status === null && cycle.length > 0 && !endsWithFlush(cycle)) throw new Error('the engine gave no answer');
    return { answer: Buffer.concat(kept), status: status ?? 'T', error };
  }

  private notify(notification: Buffer): void {
    for (const connection of this.listeners.get(readCString(notification, 9)) ?? []) connection.send(notification);
  }

  private evict(connection: Connection): void {
    if (this.owner === connection && !this.busy) connection.fail('25P03', 'terminating connection due to idle-in-transaction timeout');
  }
}

/** Flush asks for what there is so far; the connection keeps its turn until Sync. */
const endsWithFlush = (cycle: Buffer): boolean => cycle.subarray(-5).equals(encode('H'));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
