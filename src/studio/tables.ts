import type { CallName } from '../contract/contract.ts';
import type { FreeHandlers, Handler, HandlerContext, LibraryHandlers } from './handlers.ts';
import { libraryInfoHandlers } from './library-info.ts';
import { planHandlers } from './queue/plan-handlers.ts';
import { queueHandlers } from './queue/queue-handlers.ts';

/** What can be asked without a library. */
export const freeHandlers: FreeHandlers = { ...planHandlers };

const ofLibrary: LibraryHandlers = { ...queueHandlers, ...libraryInfoHandlers };

/** Everything that can be asked of an open studio. */
export const libraryHandlers: { readonly [Name in CallName]: Handler<Name, HandlerContext> } = {
  ...freeHandlers,
  ...ofLibrary,
};
