import type { CallName, CallOutput, CheckedInput } from '../contract/contract.ts';
import type { Logger } from '../shared/logger.ts';
import type { EventBus } from './event-bus.ts';
import type { Library } from './queue/library.ts';
import type { MachinePlan } from './queue/plan-machine.ts';

/** What a handler may use besides its input. */
export interface HandlerContext {
  readonly home: string;
  readonly log: Logger;
  readonly events: EventBus;
  readonly signal: AbortSignal;
  /** Of the settings, when a library is open. */
  readonly proxy?: string | undefined;
  /** The library, opened by this process. */
  readonly library: Library;
  /** How the work is spread over this machine, by the settings. */
  readonly plan: MachinePlan;
}

/** Handlers that work without a library, so the library's owner need not be asked. */
export type FreeContext = Omit<HandlerContext, 'library' | 'plan'>;

export type Handler<Name extends CallName, Context> = (
  input: CheckedInput<Name>,
  context: Context,
) => Promise<CallOutput<Name>> | CallOutput<Name>;

/** Calls that touch no library. */
type FreeCall =
  | 'queue.plan'
  | Exclude<
      Extract<CallName, `${'files' | 'sources' | 'models' | 'tools' | 'keys' | 'system'}.${string}`>,
      // How fast jobs were, and how many threads they get, is known to the library.
      'models.choose' | 'system.running'
    >;
type LibraryCall = Exclude<CallName, FreeCall>;

/** A table with one handler a call: a missing one does not compile. */
export type FreeHandlers = { readonly [Name in FreeCall]: Handler<Name, FreeContext> };
export type LibraryHandlers = { readonly [Name in LibraryCall]: Handler<Name, HandlerContext> };
/** The part of a table that one file fills. */
export type FreeHandlersOf<Prefix extends string> = {
  readonly [Name in Extract<FreeCall, `${Prefix}.${string}`>]: Handler<Name, FreeContext>;
};
export type HandlersOf<Prefix extends string> = {
  readonly [Name in Extract<LibraryCall, `${Prefix}.${string}`>]: Handler<Name, HandlerContext>;
};

/** The handler of a call whose name is known only when it runs. Its input must have been checked before. */
export function handlerOf<Context>(
  table: { readonly [Name in CallName]?: unknown },
  name: CallName,
): (input: unknown, context: Context) => unknown {
  return table[name] as (input: unknown, context: Context) => unknown;
}
