import type { ConnectionState } from '../../contract/bridge.ts';
import type { EventName, StudioEvents } from '../../contract/events.ts';
import {
  type ClientMessage,
  CLOSE_REPLACED,
  PING_MS,
  type PenState,
  type SentEvent,
  type ServerMessage,
} from '../../contract/link.ts';

/** What the link needs of a page, so that programs and tests can bring their own. */
export interface LinkParts {
  /** Opens the socket of a window. */
  openSocket(client: string): WebSocket;
  /** This window's name for itself. */
  readonly client: string;
  /** Called when another window took the name; returns a new one. */
  renewClient(): string;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
/** A socket that opens takes no longer. */
const OPENING_MS = 10_000;

type Listener = (event: never) => void;

/**
 * The socket of a window: passes events on, tells who holds the pen, and connects again by itself. Once it is connected
 * and after every gap the listeners are told to look again at the queue, at models and at the documents that were opened.
 */
export class WebLink {
  readonly #parts: LinkParts;
  readonly #listeners = new Map<EventName, Set<Listener>>();
  readonly #onState = new Set<(state: ConnectionState) => void>();
  readonly #onPen = new Set<(pen: PenState) => void>();
  readonly #documents = new Set<number>();
  #client: string;
  #socket: WebSocket | undefined;
  #state: ConnectionState = 'connecting';
  /** Until the server has spoken: most windows are the only one, and what is changed waits for its word (`settled`). */
  #pen: PenState = 'held';
  #seq = 0;
  #retryMs = FIRST_RETRY_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#client = parts.client;
    this.#connect();
  }

  get client(): string {
    return this.#client;
  }

  get pen(): PenState {
    return this.#pen;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all);
    const entry: Listener = (event) => listener(event);
    all.add(entry);
    return () => void all.delete(entry);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return subscribe(this.#onState, listener, this.#state);
  }

  onPen(listener: (pen: PenState) => void): () => void {
    return subscribe(this.#onPen, listener, this.#pen);
  }

  /** Asks for the pen; `onPen` tells when it is there. */
  takePen(): void {
    this.#say({ type: 'take-pen' });
  }

  /** A document is on the screen: after a gap it may be stale. */
  watchDocument(id: number): void {
    this.#documents.add(id);
  }

  /** Waits until the server was reached or could not be; for calls that need to know who holds the pen. */
  async settled(signal: AbortSignal | undefined): Promise<void> {
    if (this.#state !== 'connecting') return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        end();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const listener = (state: ConnectionState): void => {
        if (state !== 'connecting') done();
      };
      const end = (): void => void this.#onState.delete(listener);
      this.#onState.add(listener);
      signal?.addEventListener('abort', done);
    });
  }

  /** Tries at once instead of after the pause; for a page that came back to the front or got its network back. */
  hurry(): void {
    if (this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    this.#socket?.close();
    this.#setState('lost');
  }

  #connect(): void {
    this.#retry = undefined;
    const socket = this.#parts.openSocket(this.#client);
    this.#socket = socket;
    this.#expectWithin(OPENING_MS, socket);
    socket.addEventListener('message', (event: MessageEvent) => {
      if (this.#socket === socket) this.#hear(socket, JSON.parse(String(event.data)) as ServerMessage);
    });
    socket.addEventListener('close', (event: { readonly code: number }) => this.#drop(socket, event.code));
  }

  #hear(socket: WebSocket, message: ServerMessage): void {
    this.#expectWithin(2 * PING_MS, socket);
    switch (message.type) {
      case 'hello':
        this.#seq = 0;
        this.#retryMs = FIRST_RETRY_MS;
        this.#setPen(message.pen);
        this.#setState('ready');
        // Also the first time: what was asked before the socket was there may have changed since.
        this.#refresh();
        break;
      case 'events': {
        const missing = this.#seq + message.events.length !== message.seq;
        this.#seq = message.seq;
        for (const event of message.events) this.#emit(event);
        if (missing) this.#refresh();
        break;
      }
      case 'pen':
        this.#setPen(message.pen);
        break;
      case 'ping':
        this.#say({ type: 'pong' });
        break;
    }
  }

  /** The socket is gone, or silent for too long. */
  #drop(socket: WebSocket, code: number): void {
    if (this.#socket !== socket || this.#closed) return;
    this.#socket = undefined;
    clearTimeout(this.#deadline);
    if (code === CLOSE_REPLACED) this.#client = this.#parts.renewClient();
    this.#setPen('elsewhere');
    this.#setState('lost');
    // A little chance keeps many windows from coming all at once.
    this.#retry = setTimeout(() => this.#connect(), this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #expectWithin(ms: number, socket: WebSocket): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      socket.close();
      this.#drop(socket, 0);
    }, ms);
  }

  #say(message: ClientMessage): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  #refresh(): void {
    this.#emit(['queue', { ids: [] }]);
    this.#emit(['models', { type: 'refresh' }]);
    for (const id of this.#documents) this.#emit(['document', { id }]);
  }

  #emit([name, data]: SentEvent): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) callSafely(() => listener(data as never));
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of [...this.#onState]) callSafely(() => listener(state));
  }

  #setPen(pen: PenState): void {
    if (this.#pen === pen) return;
    this.#pen = pen;
    for (const listener of [...this.#onPen]) callSafely(() => listener(pen));
  }
}

function subscribe<Value>(all: Set<(value: Value) => void>, listener: (value: Value) => void, now: Value): () => void {
  const entry = (value: Value): void => listener(value);
  all.add(entry);
  listener(now);
  return () => void all.delete(entry);
}

/** A listener that throws must not keep the others from hearing; the page's own handler of errors gets it. */
function callSafely(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
