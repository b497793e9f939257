import type { FreeHandlersOf } from '../handlers.ts';
import { browseFolder, listPlaces } from './browse.ts';

/** The calls about folders of this machine. */
export const fileHandlers: FreeHandlersOf<'files'> = {
  'files.browse': ({ path }, { signal }) => browseFolder(path, signal),
  'files.places': () => listPlaces(),
};
