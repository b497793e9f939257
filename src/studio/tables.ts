import type { CallName } from '../contract/contract.ts';
import type { FreeHandlers, Handler, HandlerContext, LibraryHandlers } from './handlers.ts';
import { documentHandlers, speakerHandlers } from './documents/document-handlers.ts';
import { fileHandlers } from './files/file-handlers.ts';
import { languageHandlers, llmHandlers } from './language/language-handlers.ts';
import { libraryInfoHandlers } from './library-info.ts';
import { mediaHandlers } from './media/media-handlers.ts';
import { choiceHandlers } from './models/choose-handlers.ts';
import { modelHandlers } from './models/model-handlers.ts';
import { planHandlers } from './queue/plan-handlers.ts';
import { queueHandlers } from './queue/queue-handlers.ts';
import { settingsHandlers } from './settings/settings-handlers.ts';
import { sourceHandlers } from './sources/source-handlers.ts';
import { spellingHandlers } from './spelling/spelling-handlers.ts';
import { systemHandlers } from './system-handlers.ts';
import { voiceHandlers } from './voices/voice-handlers.ts';

/** What can be asked without a library. */
export const freeHandlers: FreeHandlers = {
  ...planHandlers,
  ...sourceHandlers,
  ...modelHandlers,
  ...systemHandlers,
  ...fileHandlers,
};

const ofLibrary: LibraryHandlers = {
  ...queueHandlers,
  ...documentHandlers,
  ...speakerHandlers,
  ...settingsHandlers,
  ...libraryInfoHandlers,
  ...voiceHandlers,
  ...mediaHandlers,
  ...spellingHandlers,
  ...choiceHandlers,
  ...languageHandlers,
  ...llmHandlers,
  'system.running': (_input, { library }) => library.recognisers.list(),
};

/** Everything that can be asked of an open studio. */
export const libraryHandlers: { readonly [Name in CallName]: Handler<Name, HandlerContext> } = {
  ...freeHandlers,
  ...ofLibrary,
  // A file that is in memory cannot be removed everywhere, and what is measured needs the memory.
  'models.remove': (input, context) => afterModels(context, () => modelHandlers['models.remove'](input, context)),
  'models.measure': (input, context) => afterModels(context, () => modelHandlers['models.measure'](input, context)),
};

async function afterModels<T>({ library }: HandlerContext, work: () => T | Promise<T>): Promise<T> {
  await library.warmModels.giveUpIdle();
  return work();
}
