import { Plus, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type CommandId, titleKey } from '../../../commands/catalogue.ts';
import { isMac } from '../../../commands/command-table.ts';
import type { KeyConflict } from '../../../commands/conflicts.ts';
import { showCombo } from '../../../commands/keys.ts';
import { IconButton } from '../../../ui/button.tsx';
import { conflictText } from './conflict-text.ts';

/** Most keys one command can have, as the settings keep them. */
const MOST = 4;

/** One command: its keys, each removable, and what is wrong with them. */
export function CommandKeys({
  id,
  combos,
  own,
  conflicts,
  onAdd,
  onRemove,
  onReset,
}: {
  readonly id: CommandId;
  readonly combos: readonly string[];
  /** The user changed them. */
  readonly own: boolean;
  readonly conflicts: readonly KeyConflict[];
  readonly onAdd: () => void;
  readonly onRemove: (combo: string) => void;
  readonly onReset: () => void;
}) {
  const { t } = useTranslation('settings');
  const { t: tc } = useTranslation('commands');
  const command = tc(titleKey(id));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1">
      <div className="min-w-48 flex-1">
        <p>{command}</p>
        {conflicts.map((conflict) => (
          <p
            key={`${conflict.kind} ${conflict.combo} ${conflict.kind === 'taken' ? '' : conflict.with}`}
            className={conflict.kind === 'shadow' ? 'text-xs text-muted' : 'text-xs text-doubt'}
          >
            {conflictText(conflict, t, tc)}
          </p>
        ))}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-1">
        {combos.length === 0 && <span className="text-xs text-muted">{t('noKey')}</span>}
        {combos.map((combo) => {
          const keys = showCombo(combo, isMac);
          return (
            <button
              key={combo}
              type="button"
              aria-label={t('removeKey', { keys, command })}
              onClick={() => onRemove(combo)}
              className="inline-flex h-6 items-center gap-1 rounded-sm border border-line-strong bg-surface px-1.5 font-mono text-xs hover:bg-danger-soft"
            >
              {keys}
              <X size={12} aria-hidden />
            </button>
          );
        })}
        {combos.length < MOST && <IconButton label={t('addKey', { command })} icon={Plus} onClick={onAdd} />}
        {own && <IconButton label={t('resetKey', { command })} icon={RotateCcw} onClick={onReset} />}
      </div>
    </li>
  );
}
