import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATALOGUE, titleKey } from '../commands/catalogue.ts';
import { commandTable, isMac, keysOf } from '../commands/command-table.ts';
import type { CommandScope } from '../commands/command.ts';
import { showCombo } from '../commands/keys.ts';
import { goTo } from '../state/navigation.ts';
import { useStored } from '../state/store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextInput } from '../ui/field.tsx';
import { Keys } from '../ui/keys.tsx';
import { foldText } from './palette-search.ts';

const SCOPES = ['app', 'editor', 'grid', 'text', 'timeline'] as const satisfies readonly CommandScope[];

/** Every command that has a key, by the part of the window it works in. */
export function KeySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('commands');
  const keys = useStored(commandTable, (table) => table.keys);
  const [typed, setTyped] = useState('');
  const wanted = foldText(typed.trim());
  const rows = CATALOGUE.map(({ id, scope }) => ({
    id,
    scope,
    title: t(titleKey(id)),
    combos: keysOf(id, keys).map((combo) => showCombo(combo, isMac)),
  })).filter(
    ({ title, combos }) => combos.length > 0 && [title, ...combos].some((text) => foldText(text).includes(wanted)),
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('keysTitle')}
      wide
      footer={
        <Button
          onClick={() => {
            onClose();
            goTo({ view: 'settings', section: 'keys' });
          }}
        >
          {t('keysChange')}
        </Button>
      }
    >
      <TextInput
        type="search"
        aria-label={t('keysSearch')}
        placeholder={t('keysSearch')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="mb-3 w-full"
      />
      {rows.length === 0 && <p className="text-muted">{t('keysNone')}</p>}
      <div className="gap-8 sm:columns-2">
        {SCOPES.filter((scope) => rows.some((row) => row.scope === scope)).map((scope) => (
          <section key={scope} className="mb-4">
            <h3 className="mb-1 text-xs font-semibold text-muted">{t(`scope_${scope}`)}</h3>
            <dl>
              {rows
                .filter((row) => row.scope === scope)
                .map((row) => (
                  <div key={row.id} className="flex break-inside-avoid items-start gap-2 border-b border-line py-1">
                    <dt className="min-w-0 flex-1">{row.title}</dt>
                    <dd className="flex flex-wrap justify-end gap-1">
                      {row.combos.map((combo) => (
                        <Keys key={combo} text={combo} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
