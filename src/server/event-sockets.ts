import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EventName } from '../contract/events.ts';
import {
  CLOSE_REPLACED,
  CLOSE_STALLED,
  clientIdSchema,
  clientMessageSchema,
  PING_MS,
  type PenState,
  type SentEvent,
  type ServerMessage,
} from '../contract/link.ts';
import type { StudioApi } from '../contract/studio-api.ts';
import { EventBatch } from './event-batch.ts';
import { Pen } from './pen.ts';

/** Events gather this long, so that progress comes ten times a second at most. Milliseconds. */
const GATHER_MS = 100;
/** A window that has not read this many bytes gets no more until it did. */
const MOST_UNREAD_BYTES = 1024 * 1024;
const MOST_SOCKETS = 64;
const MOST_MESSAGE_BYTES = 16 * 1024;
const CLOSE_TOO_MANY = 1013;
const CLOSE_GOING_AWAY = 1001;
/** Every event: a missing one does not compile. */
const EVENTS: { readonly [Name in EventName]: true } = {
  job: true,
  queue: true,
  models: true,
  media: true,
  redecode: true,
  snippets: true,
  language: true,
  document: true,
  notice: true,
};

interface Line {
  readonly socket: WebSocket;
  readonly client: string;
  readonly batch: EventBatch;
  /** Milliseconds of the monotonic clock when the window last said something. */
  heardAt: number;
}

/** The sockets of all windows: passes events on, tells who holds the pen, notices who is gone. */
export class EventSockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES, perMessageDeflate: false });
  readonly #lines = new Map<string, Line>();
  /** Tells a page whether the server it finds again is the one it lost. */
  readonly #boot = randomUUID();
  readonly #pen = new Pen(() => this.#tellPen());
  readonly #ends: (() => void)[];
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(studio: Pick<StudioApi, 'on'>) {
    const names = Object.keys(EVENTS) as EventName[];
    this.#ends = names.map((name) => studio.on(name, (data) => this.#gather([name, data] as SentEvent)));
    this.#timers = [setInterval(() => this.#flush(), GATHER_MS), setInterval(() => this.#ping(), PING_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  /** What a window may do now; undefined and unknown ones may look. */
  penOf(client: string | undefined): PenState {
    return this.#pen.stateFor(client);
  }

  /** Gives the pen to a window that is connected; false when it is not. */
  takePen(client: string): boolean {
    if (!this.#lines.has(client)) return false;
    this.#pen.take(client);
    return true;
  }

  /** Takes a request for a socket that was let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, client: string): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, client));
  }

  /** Ends every socket. Windows try again by themselves. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const end of this.#ends) end();
    this.#pen.close();
    for (const { socket } of this.#lines.values()) {
      socket.close(CLOSE_GOING_AWAY);
      // A window that does not answer must not hold up the end.
      setTimeout(() => socket.terminate(), GATHER_MS).unref();
    }
    this.#server.close();
  }

  #open(socket: WebSocket, client: string): void {
    socket.on('error', () => socket.terminate());
    const earlier = this.#lines.get(client);
    if (earlier === undefined && this.#lines.size >= MOST_SOCKETS) {
      socket.close(CLOSE_TOO_MANY);
      return;
    }
    earlier?.socket.close(CLOSE_REPLACED);
    const line: Line = { socket, client, batch: new EventBatch(), heardAt: performance.now() };
    this.#lines.set(client, line);
    socket.on('message', (text: Buffer) => this.#hear(line, text));
    socket.on('close', () => {
      if (this.#lines.get(client) !== line) return;
      this.#lines.delete(client);
      this.#pen.leave(client);
    });
    this.#pen.arrive(client);
    send(line, { type: 'hello', boot: this.#boot, pen: this.#pen.stateFor(client) });
  }

  #hear(line: Line, text: Buffer): void {
    line.heardAt = performance.now();
    const message = clientMessageSchema.safeParse(parse(text));
    if (message.success && message.data.type === 'take-pen') this.#pen.take(line.client);
  }

  #gather(event: SentEvent): void {
    for (const { batch } of this.#lines.values()) batch.add(event);
  }

  #flush(): void {
    for (const line of this.#lines.values()) {
      if (line.batch.isEmpty || line.socket.bufferedAmount > MOST_UNREAD_BYTES) continue;
      send(line, { type: 'events', ...line.batch.take() });
    }
  }

  #ping(): void {
    const now = performance.now();
    for (const line of this.#lines.values()) {
      if (now - line.heardAt > 2 * PING_MS) line.socket.close(CLOSE_STALLED);
      if (now - line.heardAt > 3 * PING_MS) line.socket.terminate();
      else send(line, { type: 'ping' });
    }
  }

  #tellPen(): void {
    for (const line of this.#lines.values()) send(line, { type: 'pen', pen: this.#pen.stateFor(line.client) });
  }
}

/** The name that a window gives itself in the address of its socket. */
export function clientOf(url: string | undefined): string | undefined {
  const query = new URLSearchParams(url?.split('?')[1] ?? '');
  const id = clientIdSchema.safeParse(query.get('client'));
  return id.success ? id.data : undefined;
}

function send({ socket }: Line, message: ServerMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
