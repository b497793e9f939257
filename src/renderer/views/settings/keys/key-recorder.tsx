import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTINGS } from '../../../../core/settings/schema.ts';
import { CATALOGUE, type CommandId, commandEntry, titleKey } from '../../../commands/catalogue.ts';
import { isMac, type KeyMap, keysOf } from '../../../commands/command-table.ts';
import { findConflicts, type KeyMachine } from '../../../commands/conflicts.ts';
import { comboOf, normaliseCombo, showCombo, writesText } from '../../../commands/keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Keys } from '../../../ui/keys.tsx';
import { conflictText } from './conflict-text.ts';

/** A key of another command of the same scope, which it loses. */
interface Taken {
  readonly id: CommandId;
  readonly combo: string;
}

/** Waits for a combination, says what is in its way, and gives it to a command. */
export function KeyRecorder({
  id,
  keys,
  machine,
  onUse,
  onClose,
}: {
  readonly id: CommandId;
  readonly keys: KeyMap;
  readonly machine: KeyMachine;
  readonly onUse: (combo: string, takeFrom: readonly Taken[]) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('settings');
  const { t: tc } = useTranslation('commands');
  const [combo, setCombo] = useState<string>();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const pressed = comboOf(event);
      // These keep their meaning in a dialog: moving in it, pressing its buttons.
      if (pressed === undefined || ['Tab', 'Shift+Tab', 'Enter'].includes(pressed)) return;
      event.preventDefault();
      event.stopPropagation();
      // At once, also while a hint is shown that would take the key for itself.
      if (pressed === 'Escape') return close.current();
      setCombo(portable(pressed));
    };
    // Before anything else, so that a combination is recorded and not carried out.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  const usable = combo === undefined || SETTINGS.keymapOverrides.schema.safeParse({ [id]: [combo] }).success;
  const conflicts = combo === undefined ? [] : (findConflicts({ ...keys, [id]: [combo] }, machine).get(id) ?? []);
  const takeFrom = combo === undefined ? [] : sameKeys(id, combo, keys);
  const shown = combo === undefined ? '' : showCombo(combo, isMac);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('recordTitle', { command: tc(titleKey(id)) })}
      description={t('recordText')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {combo !== undefined && usable && (
            <Button tone="primary" onClick={() => onUse(combo, takeFrom)}>
              {takeFrom.length > 0 ? t('recordMove', { keys: shown }) : t('recordUse', { keys: shown })}
            </Button>
          )}
        </>
      }
    >
      <div
        role="status"
        aria-live="polite"
        className="flex min-h-24 flex-col items-center justify-center gap-2 text-center"
      >
        {combo === undefined ? <span className="text-muted">{t('recordWaiting')}</span> : <Keys text={shown} />}
        {!usable && <p className="text-danger">{t('recordUnusable')}</p>}
        {conflicts.map((conflict) => (
          <p key={JSON.stringify(conflict)} className="text-doubt">
            {conflictText(conflict, t, tc)}
          </p>
        ))}
        {combo !== undefined && writesText(normaliseCombo(combo, isMac)) && (
          <p className="text-muted">{t('writesText')}</p>
        )}
      </div>
    </Dialog>
  );
}

/** The main modifier of this machine as `Mod`, so that the keys are the same on a Mac and elsewhere. */
function portable(combo: string): string {
  return combo.replace(isMac ? /\bMeta\b/ : /\bCtrl\b/, 'Mod');
}

function sameKeys(id: CommandId, combo: string, keys: KeyMap): readonly Taken[] {
  const wanted = normaliseCombo(combo, isMac);
  const { scope } = commandEntry(id);
  return CATALOGUE.filter((other) => other.id !== id && other.scope === scope).flatMap((other) =>
    keysOf(other.id, keys)
      .filter((each) => normaliseCombo(each, isMac) === wanted)
      .map((each) => ({ id: other.id, combo: each })),
  );
}
