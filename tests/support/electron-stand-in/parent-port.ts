/** Loaded into stand-ins of utility processes: gives them the `process.parentPort` that Electron gives real ones. */
interface Message {
  readonly data: unknown;
  readonly ports?: readonly number[];
  readonly port?: number;
  readonly closed?: true;
}

const send = (message: object): void => {
  if (process.connected) process.send?.(message);
};

/** A port that was handed to this process. Keeps what arrives until it is started. */
class HandedPort {
  readonly #number: number;
  readonly #early: Message[] = [];
  readonly #listeners: { readonly event: string; readonly call: (event: { readonly data: unknown }) => void }[] = [];
  #started = false;

  constructor(number: number) {
    this.#number = number;
  }

  on(event: string, call: (event: { readonly data: unknown }) => void): void {
    this.#listeners.push({ event, call });
  }

  start(): void {
    this.#started = true;
    for (const message of this.#early.splice(0)) this.receive(message);
  }

  receive(message: Message): void {
    if (!this.#started) return void this.#early.push(message);
    const event = message.closed === true ? 'close' : 'message';
    for (const listener of this.#listeners) if (listener.event === event) listener.call({ data: message.data });
  }

  postMessage(data: unknown): void {
    send({ data, port: this.#number });
  }
}

type Listener = (event: { readonly data: unknown; readonly ports: readonly HandedPort[] }) => void;

const handed: HandedPort[] = [];
const early: Message[] = [];
let hear: Listener | undefined;
const receive = (message: Message): void => {
  if (message.port !== undefined) return handed[message.port]?.receive(message);
  // As Electron does, keeps what arrives before anybody listens.
  if (hear === undefined) return void early.push(message);
  const { data, ports = [] } = message;
  hear({ data, ports: ports.map((number) => (handed[number] ??= new HandedPort(number))) });
};
process.on('message', receive);

const parentPort = {
  on(event: string, listener: Listener): void {
    if (event !== 'message') return;
    hear = listener;
    for (const message of early.splice(0)) receive(message);
  },
  postMessage: (data: unknown): void => send({ data }),
};
Object.assign(process, { parentPort });
// Chromium ends utility processes whose host is gone.
process.on('disconnect', () => process.exit(1));
