import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../../core/timeline/types.ts';
import { settingsStore, spellChecked } from '../../../state/settings.ts';
import { useStored } from '../../../state/store.ts';
import { parseTimecode, timecode } from '../../../ui/time.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { languageName } from '../../home/names.ts';
import { SOURCE_SIDE, targetSide } from '../text/cue-side.ts';
import { directionOf } from '../translation/target-line.ts';
import { languageOfColumn } from './note-columns.ts';
import { useTellRefusal } from '../text/use-tell-refusal.ts';
import { endInline, focusGrid, inlineEdit, type InlineField } from './inline-edit.ts';

/** A field over a cell of the list: Enter keeps, Escape does not, Shift+Enter breaks the line. */
export function CellEditor({
  cue,
  number,
  field,
}: {
  readonly cue: Cue;
  readonly number: number;
  readonly field: InlineField;
}) {
  const { t, i18n } = useTranslation(['cues', 'translation']);
  const session = useSession();
  const language = useDocument((document) => document.language);
  const spellCheck = useStored(settingsStore, spellChecked);
  const tellRefusal = useTellRefusal();
  const target = languageOfColumn(field);
  const [side] = useState(() => (target === undefined ? SOURCE_SIDE : targetSide(target)));
  const [before] = useState(() =>
    field === 'start' || field === 'end' ? timecode(cue[`${field}Ms`]) : side.linesOf(cue).join('\n'),
  );
  const [draft, setDraft] = useState(before);
  const [wrong, setWrong] = useState(false);
  const left = useRef(false);
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);

  const commit = (): boolean => {
    // Nothing was typed: what came into the cue meanwhile stays.
    if (draft === before) return true;
    if (field !== 'start' && field !== 'end') {
      const edit = side.edit(cue, draft);
      const label =
        target === undefined
          ? t('step_editText', { number })
          : t('translation:step_edit', { number, language: languageName(target, i18n.language) });
      if (edit !== undefined) tellRefusal(session.edit([edit], label));
      return true;
    }
    const ms = parseTimecode(draft);
    if (ms === undefined) return false;
    if (ms === cue[`${field}Ms`]) return true;
    const times = { startMs: cue.startMs, endMs: cue.endMs, [`${field}Ms`]: ms };
    tellRefusal(session.edit([{ kind: 'set-cue-times', cue: cue.id, ...times }], t('step_editTimes', { number })));
    return true;
  };
  const leave = (keep: boolean, toGrid: boolean): void => {
    if (left.current) return;
    if (keep && !commit()) {
      if (toGrid) return setWrong(true);
    }
    left.current = true;
    endInline();
    if (toGrid) focusGrid();
  };
  // The list scrolls on while it plays, and a row out of sight goes away without being left: what was typed is kept.
  const vanish = useRef<() => void>(undefined);
  useEffect(() => {
    vanish.current = () => {
      if (left.current || draft === before) return;
      commit();
      const open = inlineEdit.getState();
      if (open.cueId === cue.id && open.field === field) endInline();
    };
  });
  useEffect(() => () => vanish.current?.(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) leave(true, true);
    else if (event.key === 'Escape') leave(false, true);
    else {
      // Undo is that of the field while it is open.
      if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const look = `absolute top-0 left-0 z-10 w-full rounded-sm border bg-raised px-1 text-sm text-ink ${wrong ? 'border-danger' : 'border-accent'}`;
  const common = {
    ref: box,
    value: draft,
    onKeyDown,
    onBlur: () => leave(true, false),
    'data-own-arrows': '',
    className: look,
  } as const;
  if (field !== 'start' && field !== 'end') {
    return (
      <textarea
        {...common}
        dir={target === undefined ? 'auto' : directionOf(target)}
        lang={target ?? language}
        spellCheck={spellCheck}
        rows={Math.max(2, draft.split('\n').length)}
        aria-label={
          target === undefined
            ? t('editText', { number })
            : t('translation:editCell', { number, language: languageName(target, i18n.language) })
        }
        onChange={(event) => setDraft(event.target.value)}
        className={`${look} font-(family-name:--editor-font)`}
      />
    );
  }
  return (
    <input
      {...common}
      aria-label={field === 'start' ? t('editStart', { number }) : t('editEnd', { number })}
      aria-invalid={wrong}
      title={wrong ? t('badTime') : undefined}
      onChange={(event) => {
        setWrong(false);
        setDraft(event.target.value);
      }}
    />
  );
}
