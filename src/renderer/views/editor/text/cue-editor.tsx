import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { isMac } from '../../../commands/command-table.ts';
import { useCommand } from '../../../commands/use-command.ts';
import { wordsOfCue } from '../../../state/document/cue-places.ts';
import { playback, transport } from '../../../state/playback.ts';
import { settingsStore, spellChecked } from '../../../state/settings.ts';
import { useStored } from '../../../state/store.ts';
import { percentText } from '../../../ui/time.ts';
import { focusGrid } from '../grid/inline-edit.ts';
import { CUE_FIELD } from './cue-field.ts';
import { CueHints } from './cue-hints.tsx';
import { linesOf, toggleItalic } from './draft-lines.ts';
import { SplitPreview } from './split-preview.tsx';
import { FIELD_TYPE, TextMirror } from './text-mirror.tsx';
import { useBurst } from './use-burst.ts';
import { usePlayingWord } from './use-playing-word.ts';

/** The text of the current cue: typed in a field, over marks that tie its words to the recording. */
export function CueEditor({
  cue,
  number,
  previous,
  profile,
  language,
  words: allWords,
  readOnly,
}: {
  readonly cue: Cue;
  readonly number: number;
  readonly previous: Cue | undefined;
  readonly profile: RuleProfile;
  readonly language: string | undefined;
  readonly words: VoxlaneDocument['words'];
  readonly readOnly: boolean;
}) {
  const { t, i18n } = useTranslation('cues');
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const burst = useBurst(cue, t('step_editText', { number }));
  const spellCheck = useStored(settingsStore, spellChecked);
  const words = useMemo(() => wordsOfCue({ words: allWords }, cue), [allWords, cue]);
  usePlayingWord(box, words);
  const lines = useMemo(() => burst.draft.split('\n'), [burst.draft]);
  const typed = useMemo(() => ({ ...cue, lines: linesOf(burst.draft) }), [cue, burst.draft]);

  useCommand(
    'cue.italic',
    () => {
      const now = field.current;
      if (now === null) return;
      const changed = toggleItalic(now.value, now.selectionStart, now.selectionEnd);
      burst.type(changed.draft);
      requestAnimationFrame(() => now.setSelectionRange(changed.from, changed.to));
    },
    !readOnly,
  );
  const wordUnder = (event: MouseEvent): (typeof words)[number] | undefined => {
    const mark = document
      .elementsFromPoint(event.clientX, event.clientY)
      .find((element) => element instanceof HTMLElement && element.dataset['word'] !== undefined);
    const id = mark instanceof HTMLElement ? mark.dataset['word'] : undefined;
    return words.find((word) => word.id === id);
  };
  const onClick = (event: MouseEvent): void => {
    const held = isMac ? event.metaKey : event.ctrlKey;
    // A plain click puts the cursor there, and the playhead too unless it is under way.
    if (!held && !readOnly && playback.getState().playing) return;
    const word = wordUnder(event);
    if (word !== undefined) transport()?.seek(word.startMs);
  };
  const onMouseMove = (event: MouseEvent<HTMLTextAreaElement>): void => {
    const word = wordUnder(event);
    const percent = percentText(word?.confidence ?? 1, i18n.language);
    event.currentTarget.title =
      word === undefined
        ? ''
        : `${t('sure', { word: word.text, percent })}\n${isMac ? t('textHintMac') : t('textHint')}`;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (!burst.revert()) focusGrid();
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <div data-scope="text" className="flex min-w-0 flex-col gap-1">
      <div
        ref={box}
        lang={language}
        className="relative rounded-md border border-line-strong bg-surface focus-within:border-accent focus-within:ring-1 focus-within:ring-accent"
      >
        <TextMirror lines={lines} lineSpeakers={cue.lineSpeakers} words={words} profile={profile} />
        <textarea
          ref={field}
          id={CUE_FIELD}
          dir="auto"
          lang={language}
          spellCheck={spellCheck}
          aria-label={t('text')}
          readOnly={readOnly}
          value={burst.draft}
          onChange={(event) => burst.type(event.target.value)}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onMouseMove={onMouseMove}
          onBlur={burst.leave}
          className={`absolute inset-0 h-full w-full resize-none overflow-hidden bg-transparent outline-none ${FIELD_TYPE}`}
        />
      </div>
      <CueHints cue={typed} previous={previous} profile={profile} />
      <SplitPreview field={field} draft={burst.draft} />
    </div>
  );
}
