import { useEffect } from 'react';
import { useCommands } from '../../../commands/use-command.ts';
import { useStored } from '../../../state/store.ts';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { showSide } from '../side/show-side.ts';
import { openNoteDialog } from '../translation/translation-dialogs.ts';
import { classFilter, SHOW_ALL } from './class-filter.ts';
import { useClassRun } from './use-class-run.ts';

/** What keys do with classes. A filter ends with the document it was made for. */
export function useClassCommands(): void {
  const session = useSession();
  const readOnly = useLocked();
  const has = useDocument((document) => (document.classSchemas?.length ?? 0) > 0);
  const isFiltering = useStored(classFilter, (filter) => filter !== SHOW_ALL);
  useEffect(() => () => classFilter.setState(SHOW_ALL, true), [session]);
  useCommands({ 'class.panel': () => showSide('classes') });
  useClassRun();
  useCommands({ 'class.assign': () => openNoteDialog('assign-class') }, has && !readOnly);
  useCommands({ 'class.showAll': () => classFilter.setState(SHOW_ALL, true) }, isFiltering);
}
