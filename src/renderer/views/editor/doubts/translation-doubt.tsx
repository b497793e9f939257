import { MessagesSquare, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isOutdated } from '../../../../core/document/edits/is-outdated.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import { commandTable, isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import type { CommandId } from '../../../commands/catalogue.ts';
import { showCombo } from '../../../commands/keys.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { languageName } from '../../home/names.ts';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { languageWork } from '../translation/language-work.ts';
import { RunningWork } from '../translation/running-work.tsx';
import { directionOf } from '../translation/target-line.ts';

/** Keys of the card, besides those of the commands themselves. */
const KEYS: Readonly<Record<string, CommandId>> = { t: 'translation.again', w: 'translation.wordings' };

/** Does what a key says about a doubtful translation; false for other keys. */
export function runTranslationKey(key: string): boolean {
  const id = KEYS[key.toLowerCase()];
  return id !== undefined && runCommand(id);
}

/** Both texts of a doubtful translation, and what a language model can do about it. */
export function TranslationDoubt({ doubt, language }: { readonly doubt: Doubt; readonly language: string }) {
  const { t, i18n } = useTranslation('review');
  const { t: said } = useTranslation('translation');
  const session = useSession();
  const readOnly = useLocked();
  const map = useStored(commandTable, (state) => state.keys);
  const running = useStored(languageWork, (state) => state.running);
  const cue = useDocument((document) => document.cues.find(({ id }) => id === doubt.cue));
  const target = cue?.translations?.[language];
  const tool = (id: CommandId, label: string, icon: typeof RefreshCw) => (
    <Button
      icon={icon}
      title={showCombo(keysOf(id, map)[0] ?? '', isMac)}
      disabled={readOnly || running !== undefined}
      onClick={() => runCommand(id)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        <dt className="text-xs leading-5 text-muted">{t('sourceText')}</dt>
        <dd dir="auto" className="break-words whitespace-pre-line">
          {cue === undefined || cue.lines.length === 0 ? (
            <span className="text-muted italic">{t('noText')}</span>
          ) : (
            cue.lines.join('\n')
          )}
        </dd>
        <dt className="text-xs leading-5 text-muted">{languageName(language, i18n.language)}</dt>
        <dd
          dir={directionOf(language)}
          lang={language}
          className="font-(family-name:--editor-font) break-words whitespace-pre-line"
        >
          {target?.lines.join('\n')}
        </dd>
        {cue !== undefined && target !== undefined && target.of !== '' && isOutdated(cue, target) && (
          <dd dir="auto" className="col-span-2 text-xs break-words text-muted">
            {said('madeFrom', { text: target.of })}
          </dd>
        )}
      </dl>
      {running?.document === session.id ? (
        <RunningWork work={running} />
      ) : (
        <div className="flex flex-wrap gap-1">
          {tool('translation.again', t('again'), RefreshCw)}
          {tool('translation.wordings', t('wordings'), MessagesSquare)}
        </div>
      )}
    </>
  );
}
