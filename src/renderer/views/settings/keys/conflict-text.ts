import type { TFunction } from 'i18next';
import { titleKey } from '../../../commands/catalogue.ts';
import { isMac } from '../../../commands/command-table.ts';
import type { KeyConflict } from '../../../commands/conflicts.ts';
import { showCombo } from '../../../commands/keys.ts';

/** What is wrong with a combination, in words. */
export function conflictText(conflict: KeyConflict, t: TFunction<'settings'>, titles: TFunction<'commands'>): string {
  const keys = showCombo(conflict.combo, isMac);
  if (conflict.kind === 'taken') return t(`conflict_${conflict.by}`, { keys });
  return t(`conflict_${conflict.kind}`, { keys, command: titles(titleKey(conflict.with)) });
}
