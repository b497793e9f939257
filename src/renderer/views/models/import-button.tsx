import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueEntry } from '../../../core/models/catalogue.ts';
import { Button } from '../../ui/button.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** Opens the dialog that installs a model without a network. */
export function ImportButton({
  entries,
  onDone,
}: {
  readonly entries: readonly CatalogueEntry[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('models');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={Upload} onClick={() => setOpen(true)}>
        {t('importOpen')}
      </Button>
      {open && <ImportDialog entries={entries} onDone={onDone} onClose={() => setOpen(false)} />}
    </>
  );
}
