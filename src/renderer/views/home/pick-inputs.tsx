import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { useCommands } from '../../commands/use-command.ts';
import { tellError } from '../../state/notices.ts';
import { store, useStored } from '../../state/store.ts';
import { BrowseDialog } from './browse-dialog.tsx';
import type { Adding } from './use-add.ts';

/** Known to every browser and not to the types of React. */
const FOLDERS = { webkitdirectory: '' };

const browse = store({ open: false });

/** Shows the folders of the machine that the studio runs on. */
export function openBrowse(): void {
  browse.setState({ open: true });
}

/** Lets the user choose recordings or a folder: a dialog of the system, or of the browser. */
export function PickInputs({ add }: { readonly add: Adding }) {
  const { t } = useTranslation('home');
  const host = useHost();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const pick = (what: 'recordings' | 'folder'): void => {
    if (host.kind === 'browser') return (what === 'folder' ? folder : files).current?.click();
    const title = t(what === 'folder' ? 'pickFolder' : 'pickRecordings');
    host.pick({ what, title }).then((paths) => add.paths(paths), tellError);
  };
  useCommands({ 'app.open': () => pick('recordings'), 'app.openFolder': () => pick('folder') });
  const browsing = useStored(browse, ({ open }) => open);
  const close = (): void => browse.setState({ open: false });
  if (host.kind === 'desktop') return undefined;
  const take = (input: HTMLInputElement, fromFolder: boolean): void => {
    const chosen = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    if (chosen.length > 0) add.files({ files: chosen, fromFolder });
  };
  return (
    <>
      {browsing && (
        <BrowseDialog
          onClose={close}
          onChoose={(paths) => {
            close();
            add.paths(paths);
          }}
        />
      )}
      <div hidden>
        <input
          ref={files}
          type="file"
          multiple
          aria-label={t('pickRecordings')}
          onChange={(event) => take(event.currentTarget, false)}
        />
        <input
          ref={folder}
          type="file"
          multiple
          {...FOLDERS}
          aria-label={t('pickFolder')}
          onChange={(event) => take(event.currentTarget, true)}
        />
      </div>
    </>
  );
}
