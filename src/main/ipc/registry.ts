import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { z } from 'zod';
import type { CHANNELS } from '../../contract/channels.ts';
import type { Logger } from '../../shared/logger.ts';

type Channel = (typeof CHANNELS)[keyof typeof CHANNELS];

export interface RegistryParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  /** Contents of the windows that the app made. */
  readonly isOurs: (contents: WebContents) => boolean;
  readonly isOwn: (url: string) => boolean;
  readonly log: Logger;
}

/**
 * The one place where messages of a page arrive: on channels that the contract names, from the main frame of a window of
 * ours that shows our own page, with arguments that fit. Everything else is refused before anything runs.
 */
export class IpcRegistry {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /** Answers requests; the page's promise rejects when one is refused or `work` throws. */
  handle<Schema extends z.ZodType>(
    channel: Channel,
    schema: Schema,
    work: (input: z.output<Schema>, sender: WebContents) => unknown,
  ): void {
    this.#parts.ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const input = this.#admit(channel, event, schema, args);
      if (input === undefined) throw new Error('Refused.');
      return work(input.value, event.sender);
    });
  }

  /** Takes messages that have no answer. */
  on<Schema extends z.ZodType>(
    channel: Channel,
    schema: Schema,
    work: (input: z.output<Schema>, sender: WebContents) => void,
  ): void {
    this.#parts.ipcMain.on(channel, (event, ...args: unknown[]) => {
      const input = this.#admit(channel, event, schema, args);
      if (input !== undefined) work(input.value, event.sender);
    });
  }

  #admit<Schema extends z.ZodType>(
    channel: Channel,
    event: IpcMainEvent | IpcMainInvokeEvent,
    schema: Schema,
    args: readonly unknown[],
  ): { readonly value: z.output<Schema> } | undefined {
    const problem = this.#senderProblem(event);
    if (problem !== undefined) {
      this.#parts.log.warn(`A message on ${channel} was refused: ${problem}.`);
      return undefined;
    }
    const parsed = schema.safeParse(args);
    if (parsed.success) return { value: parsed.data };
    this.#parts.log.warn(`A message on ${channel} was refused: it does not have the shape that is expected.`);
    return undefined;
  }

  #senderProblem({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): string | undefined {
    if (!this.#parts.isOurs(sender)) return 'it comes from a window that is not ours';
    if (senderFrame === null || senderFrame.parent !== null) return 'it does not come from the main frame';
    return this.#parts.isOwn(senderFrame.url) ? undefined : 'it does not come from our own page';
  }
}
