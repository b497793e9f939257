import { useEffect } from 'react';
import { useStored } from '../../../state/store.ts';
import { AddSchemaDialog } from '../classes/add-schema-dialog.tsx';
import { AssignClassDialog } from '../classes/assign-class-dialog.tsx';
import { useClassCommands } from '../classes/use-class-commands.ts';
import { useSummaryCommands } from '../summary/use-summary-commands.ts';
import { GlossaryDialog } from './glossary-dialog.tsx';
import { AddLanguageDialog, RemoveLanguageDialog } from './language-dialogs.tsx';
import { LeavesDialog } from './leaves-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { WordingsDialog } from './wordings-dialog.tsx';
import { useLanguageCommands } from './use-language-work.ts';
import { useSession } from '../session-context.tsx';
import { closeNoteDialog, noteDialog } from './translation-dialogs.ts';
import { useTranslationCommands } from './use-translation-commands.ts';

/** The keys of translations, classes and summaries, and the windows over them; each begins anew when it is opened. */
export function NoteDialogs() {
  useTranslationCommands();
  useLanguageCommands();
  useClassCommands();
  useSummaryCommands();
  const session = useSession();
  // One that was asked for in a document that was left since is not for this one.
  useEffect(() => {
    closeNoteDialog();
    return closeNoteDialog;
  }, [session]);
  const open = useStored(noteDialog, (state) => state.open);
  if (open === 'add') return <AddLanguageDialog />;
  if (open === 'remove') return <RemoveLanguageDialog />;
  if (open === 'glossary') return <GlossaryDialog />;
  if (open === 'people') return <PeopleDialog />;
  if (open === 'leaves') return <LeavesDialog />;
  if (open === 'wordings') return <WordingsDialog />;
  if (open === 'add-schema') return <AddSchemaDialog />;
  return open === 'assign-class' ? <AssignClassDialog /> : undefined;
}
