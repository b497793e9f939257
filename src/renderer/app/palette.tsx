import { useState } from 'react';
import { useCommands } from '../commands/use-command.ts';
import { useHost } from '../client/studio-context.tsx';
import { tellError } from '../state/notices.ts';
import { setSetting } from '../state/settings.ts';
import { CommandDialog } from './command-dialog.tsx';
import { KeySheet } from './key-sheet.tsx';

/** All commands and places, to be found by name; and the sheet of keys. */
export function Palette() {
  const { api } = useHost();
  const [shown, setShown] = useState<'commands' | 'keys'>();
  useCommands({
    'app.palette': () => setShown((now) => (now === 'commands' ? undefined : 'commands')),
    'app.keys': () => setShown('keys'),
    'app.theme': () => {
      const dark = document.documentElement.dataset['theme'] === 'dark';
      setSetting(api, 'theme', dark ? 'light' : 'dark').catch(tellError);
    },
  });
  return (
    <>
      <CommandDialog open={shown === 'commands'} onClose={() => setShown(undefined)} />
      <KeySheet open={shown === 'keys'} onClose={() => setShown(undefined)} />
    </>
  );
}
