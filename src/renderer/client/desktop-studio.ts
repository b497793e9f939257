import type { DesktopBridge } from '../../contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import type { EventName, StudioEvents } from '../../contract/events.ts';
import { type Reply, replyOf } from '../../contract/reply.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { cancelled } from '../../shared/app-error.ts';

/** The studio behind the desktop's bridge. */
export class DesktopStudio implements StudioApi {
  readonly #bridge: Pick<DesktopBridge, 'call' | 'cancel' | 'on'>;
  #tickets = 0;

  constructor(bridge: Pick<DesktopBridge, 'call' | 'cancel' | 'on'>) {
    this.#bridge = bridge;
  }

  async call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Reply<CallOutput<Name>>> {
    if (signal?.aborted === true) return replyOf(() => Promise.reject(cancelled()));
    const ticket = this.#tickets++;
    const stop = (): void => this.#bridge.cancel(ticket);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return (await this.#bridge.call(name, input, ticket)) as Reply<CallOutput<Name>>;
    } catch (error) {
      // The bridge rejects for what never got as far as the studio.
      return await replyOf<CallOutput<Name>>(() =>
        Promise.reject(error instanceof Error ? error : new Error(String(error))),
      );
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void {
    return this.#bridge.on(name, (data) => listener(data as StudioEvents[Name]));
  }
}
