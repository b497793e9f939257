import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { useCommand } from '../../../commands/use-command.ts';
import { settingsStore, spellChecked } from '../../../state/settings.ts';
import { useStored } from '../../../state/store.ts';
import { languageName } from '../../home/names.ts';
import { focusGrid } from '../grid/inline-edit.ts';
import { TARGET_FIELD } from '../text/cue-field.ts';
import { targetSide } from '../text/cue-side.ts';
import { linesOf, toggleItalic } from '../text/draft-lines.ts';
import { FIELD_TYPE, TextMirror } from '../text/text-mirror.tsx';
import { useBurst } from '../text/use-burst.ts';
import { TargetHints } from './target-hints.tsx';
import { directionOf } from './target-line.ts';
import { TargetTools } from './target-tools.tsx';

/** The current cue in another language, typed beside its text. */
export function TargetEditor({
  cue,
  number,
  language,
  profile,
  readOnly,
}: {
  readonly cue: Cue;
  readonly number: number;
  readonly language: string;
  readonly profile: RuleProfile;
  readonly readOnly: boolean;
}) {
  const { t, i18n } = useTranslation('translation');
  const name = languageName(language, i18n.language);
  const field = useRef<HTMLTextAreaElement>(null);
  const side = useMemo(() => targetSide(language), [language]);
  const burst = useBurst(cue, t('step_edit', { number, language: name }), side);
  const spellCheck = useStored(settingsStore, spellChecked);
  const [isFocused, setFocused] = useState(false);
  const lines = useMemo(() => burst.draft.split('\n'), [burst.draft]);
  const typed = useMemo(
    () => ({ ...cue, lines: linesOf(burst.draft), endMs: cue.translations?.[language]?.endMs ?? cue.endMs }),
    [cue, burst.draft, language],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
    if (!burst.revert()) focusGrid();
    event.preventDefault();
    event.stopPropagation();
  };
  const italic = (): void => {
    const now = field.current;
    if (now === null) return;
    const changed = toggleItalic(now.value, now.selectionStart, now.selectionEnd);
    burst.type(changed.draft);
    requestAnimationFrame(() => now.setSelectionRange(changed.from, changed.to));
  };
  return (
    <div data-scope="text" className="flex min-w-0 flex-col gap-1">
      {isFocused && !readOnly && <ItalicCommand run={italic} />}
      <div
        lang={language}
        className="relative rounded-md border border-line-strong bg-surface focus-within:border-accent focus-within:ring-1 focus-within:ring-accent"
      >
        <TextMirror lines={lines} lineSpeakers={cue.lineSpeakers} words={NO_WORDS} profile={profile} />
        <textarea
          ref={field}
          id={TARGET_FIELD}
          dir={directionOf(language)}
          lang={language}
          spellCheck={spellCheck}
          aria-label={t('field', { language: name })}
          placeholder={cue.lines.length === 0 ? undefined : t('missing')}
          readOnly={readOnly}
          value={burst.draft}
          onChange={(event) => burst.type(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            burst.leave();
          }}
          className={`absolute inset-0 h-full w-full resize-none overflow-hidden bg-transparent outline-none placeholder:text-muted placeholder:italic ${FIELD_TYPE}`}
        />
      </div>
      <TargetTools cue={cue} language={language} readOnly={readOnly} />
      <TargetHints cue={cue} typed={typed} language={language} profile={profile} />
    </div>
  );
}

const NO_WORDS: readonly never[] = [];

/** While the translation is written, italics are its own. */
function ItalicCommand({ run }: { readonly run: () => void }) {
  useCommand('cue.italic', run);
  return undefined;
}
