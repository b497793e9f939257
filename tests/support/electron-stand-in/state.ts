import { EventEmitter } from 'node:events';

/** A frame as messages name it. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

interface Sender {
  readonly mainFrame: Frame;
}

/** Everything the shell asked of the system, in order: name of the function and what it was given. */
export const calls: (readonly [name: string, ...args: readonly unknown[]])[] = [];

export function record(name: string, ...args: readonly unknown[]): void {
  calls.push([name, ...args]);
}

type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;

/** Messages between page and shell: copied on the way like real ones, with the frame they come from. */
class Ipc {
  readonly handlers = new Map<string, Handler>();
  readonly listeners = new EventEmitter();

  async invoke(channel: string, args: readonly unknown[], sender: Sender, frame?: Frame): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = { sender, senderFrame: frame ?? sender.mainFrame };
    return structuredClone(await handler(event, ...structuredClone(args)));
  }

  send(channel: string, args: readonly unknown[], sender: Sender, frame?: Frame): void {
    this.listeners.emit(channel, { sender, senderFrame: frame ?? sender.mainFrame }, ...structuredClone(args));
  }
}

export const ipc = new Ipc();
