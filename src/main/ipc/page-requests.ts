import type { ShellRequest } from '../../contract/bridge.ts';

/** Most requests that are kept for a page that does not listen yet. */
const MAX_KEPT = 100;

/** Requests of menus, files and links on their way to the page. They are kept until it listens, and again while it reloads. */
export class PageRequests {
  readonly #send: (request: ShellRequest) => void;
  #kept: ShellRequest[] = [];
  #listening = false;

  constructor(send: (request: ShellRequest) => void) {
    this.#send = send;
  }

  send(request: ShellRequest): void {
    if (this.#listening) this.#send(request);
    else if (this.#kept.length < MAX_KEPT) this.#kept.push(request);
  }

  /** The page listens from now on. */
  open(): void {
    this.#listening = true;
    const kept = this.#kept;
    this.#kept = [];
    for (const request of kept) this.#send(request);
  }

  /** The page is going away. */
  close(): void {
    this.#listening = false;
  }
}
