import { Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../../core/settings/schema.ts';
import { type KeymapFile, readKeymapFile, writeKeymapFile } from '../../../commands/keymap-file.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';

/** Keys to a file and from one. */
export function KeymapFileButtons({
  keymap,
  overrides,
  onImport,
}: {
  readonly keymap: Settings['keymap'];
  readonly overrides: Settings['keymapOverrides'];
  readonly onImport: (file: KeymapFile) => void;
}) {
  const { t } = useTranslation('settings');
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File): Promise<void> => {
    const { unknown, ...read } = readKeymapFile(await file.text());
    onImport(read);
    const names = unknown.join(', ');
    tell({ tone: 'info', text: names === '' ? t('keysImported') : t('keysImportedSome', { names }) });
  };
  return (
    <>
      <Button
        icon={Download}
        onClick={() => {
          const text = writeKeymapFile({ keymap, keys: overrides });
          host.saveText({ name: 'voxlane-keys.json', text }).catch(tellError);
        }}
      >
        {t('exportKeys')}
      </Button>
      <Button icon={Upload} onClick={() => input.current?.click()}>
        {t('importKeys')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t('importKeys')}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) take(file).catch(tellError);
        }}
      />
    </>
  );
}
