import type { CallInput, CallName, CallOutput } from './contract.ts';
import type { EventName, StudioEvents } from './events.ts';
import type { Reply } from './reply.ts';

/** A studio as its users see it: in this process, behind a mailbox, behind IPC or behind HTTP. */
export interface StudioApi {
  /** Asks for something. Never rejects: what went wrong is in the reply. */
  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    run?: { readonly signal?: AbortSignal },
  ): Promise<Reply<CallOutput<Name>>>;
  /** Listens; returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (event: StudioEvents[Name]) => void): () => void;
}
