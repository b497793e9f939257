import { Command } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isMac, keysOf, runCommand } from '../commands/command-table.ts';
import { showCombo } from '../commands/keys.ts';
import { Button } from '../ui/button.tsx';
import { Keys } from '../ui/keys.tsx';
import { AddressField } from '../views/home/address-field.tsx';

/** The line above every view but the editor: where to paste an address, and all commands. */
export function TopBar({ title }: { readonly title: string }) {
  const { t } = useTranslation('app');
  const [keys = ''] = keysOf('app.palette');
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
      <h1 className="text-base font-semibold whitespace-nowrap">{title}</h1>
      <div className="ml-auto w-full max-w-lg">
        <AddressField />
      </div>
      <Button icon={Command} onClick={() => runCommand('app.palette')}>
        {t('palette')}
        <Keys text={showCombo(keys, isMac)} />
      </Button>
    </header>
  );
}
