import { Check, Lock, LockOpen, MessagesSquare, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../../core/timeline/types.ts';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import { standingFlags } from '../../../../core/quality/standing-flags.ts';
import type { CommandId } from '../../../commands/catalogue.ts';
import { commandTable, isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { lineKey, review } from '../review/review-store.ts';
import { chooseLanguage, useTargetLanguages } from './target-languages.ts';

/** Which language is written, and what can be done to its line. */
export function TargetTools({
  cue,
  language,
  readOnly,
}: {
  readonly cue: Cue;
  readonly language: string;
  readonly readOnly: boolean;
}) {
  const { t, i18n } = useTranslation('translation');
  const { tracks } = useTargetLanguages();
  const map = useStored(commandTable, (state) => state.keys);
  const translation = cue.translations?.[language];
  const hasWords = useStored(review, ({ wordsOfLine }) => wordsOfLine.has(lineKey(cue.id, language)));
  const isDoubtful =
    translation !== undefined && (standingFlags(translation).length > 0 || hasWords || isOutdated(cue, translation));
  const tool = (id: CommandId, label: string, icon: typeof Lock, enabled: boolean) => (
    <IconButton
      label={label}
      keys={showCombo(keysOf(id, map)[0] ?? '', isMac)}
      icon={icon}
      disabled={!enabled || readOnly}
      className="size-7!"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommand(id)}
    />
  );
  const isLocked = translation?.locked === true;
  return (
    <div className="flex flex-wrap items-center gap-1">
      {tracks.length > 1 ? (
        <Select
          label={t('language')}
          className="h-7!"
          value={language}
          onChange={chooseLanguage}
          options={tracks.map((track) => ({
            value: track.language,
            label: languageName(track.language, i18n.language),
          }))}
        />
      ) : (
        <span className="text-xs font-medium text-muted">{languageName(language, i18n.language)}</span>
      )}
      <span className="ml-auto inline-flex items-center">
        {tool('translation.wordings', t('wordingsTitle'), MessagesSquare, cue.lines.length > 0)}
        {tool('translation.accept', t('accept'), Check, isDoubtful)}
        {tool(
          'translation.lock',
          t(isLocked ? 'unlock' : 'lock'),
          isLocked ? Lock : LockOpen,
          translation !== undefined,
        )}
        {tool('translation.clear', t('clear'), Trash2, translation !== undefined)}
      </span>
    </div>
  );
}
