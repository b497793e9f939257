import { BookOpen, ChevronRight, Languages, Plus, Trash2, UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isUntranslated } from '../../../../core/document/cue-in.ts';
import { standingFlags } from '../../../../core/quality/standing-flags.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { useStored } from '../../../state/store.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Select, Switch, TextInput } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { type Review, review } from '../review/review-store.ts';
import { useDocument, useLocked } from '../session-context.tsx';
import { chooseLanguage, showLanguages, useTargetLanguages } from './target-languages.ts';
import { LINE_NEEDS, type LineNeed, needsOf } from './target-line.ts';
import { TimesField } from './times-field.tsx';
import { openNoteDialog } from './translation-dialogs.ts';
import { useGoToNeed } from './use-translation-commands.ts';
import { WorkSection } from './work-section.tsx';
import { useTranslationEdits } from './use-translation-edits.ts';

/** The languages of the document, how far each is, and what goes with it: style, glossary, people. */
export function TranslationPanel() {
  const { t, i18n } = useTranslation('translation');
  const readOnly = useLocked();
  const { tracks, shown, current } = useTargetLanguages();
  const track = tracks.find(({ language }) => language === current);
  const add = (
    <Button icon={Plus} disabled={readOnly} onClick={() => runCommand('translation.add')}>
      {t('add')}
    </Button>
  );
  if (track === undefined) return <Empty icon={Languages} title={t('none')} text={t('noneText')} action={add} />;
  const { language } = track;
  const name = languageName(language, i18n.language);
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex items-center gap-1">
        <Select
          label={t('language')}
          className="min-w-0 flex-1"
          value={language}
          onChange={chooseLanguage}
          options={tracks.map((each) => ({ value: each.language, label: languageName(each.language, i18n.language) }))}
        />
        <IconButton icon={Plus} label={t('add')} disabled={readOnly} onClick={() => runCommand('translation.add')} />
        <IconButton
          icon={Trash2}
          label={t('remove', { language: name })}
          disabled={readOnly}
          onClick={() => openNoteDialog('remove')}
        />
      </div>
      <label className="flex items-center gap-2 text-sm">
        <Switch
          label={t('shown', { language: name })}
          checked={shown.includes(language)}
          onChange={(on) => showLanguages([language], on)}
        />
        <span aria-hidden>{t('shown', { language: name })}</span>
      </label>
      <WorkSection language={language} />
      <Progress language={language} />
      <TimesField retime={track.retime} />
      <StyleField key={`${language} ${track.style ?? ''}`} language={language} style={track.style ?? ''} />
      <div className="flex flex-col gap-2">
        <Opener
          icon={BookOpen}
          label={t('glossary')}
          figure={t('terms', { count: track.glossary?.length ?? 0 })}
          disabled={readOnly}
          onOpen={() => runCommand('translation.glossary')}
        />
        <Opener
          icon={UsersRound}
          label={t('people')}
          figure={t('peopleCount', { count: track.relations?.people.length ?? 0 })}
          disabled={readOnly}
          onOpen={() => runCommand('translation.people')}
        />
      </div>
    </div>
  );
}

/** How many lines are done, and how many need what; a press goes to the next one. */
function Progress({ language }: { readonly language: string }) {
  const { t } = useTranslation('translation');
  const cues = useDocument((document) => document.cues);
  const profile = profileOf(useDocument((document) => document.profile));
  const words = useStored(review, ({ wordsOfLine }) => wordsOfLine);
  const go = useGoToNeed();
  const { counts, count, done } = useMemo(() => {
    const found: Record<LineNeed, number> = { untranslated: 0, flagged: 0, outOfDate: 0, over: 0 };
    let [all, finished] = [0, 0];
    for (const cue of cues) {
      if (cue.lines.length > 0) all += 1;
      if (cue.lines.length > 0 && !isUntranslated(cue, language)) finished += 1;
      for (const need of needsOf(cue, language, profile)) found[need] += 1;
    }
    return { counts: found, count: all, done: finished };
  }, [cues, language, profile]);
  const flagged = useMemo(() => counts.flagged + onlyByWords(cues, language, words), [counts, cues, language, words]);
  const shown = { ...counts, flagged };
  return (
    <div className="flex flex-col gap-1">
      <p className="tabular text-sm">{t('done', { done, count })}</p>
      <ul className="flex flex-col">
        {LINE_NEEDS.filter((need) => shown[need] > 0).map((need) => (
          <li key={need}>
            <button
              type="button"
              title={t(`go_${need}`)}
              onClick={() => go(need)}
              className={`flex h-7 w-full items-center gap-1 rounded-sm px-1 text-left text-sm hover:bg-hover ${need === 'over' ? 'text-danger' : need === 'untranslated' ? 'text-muted' : 'text-doubt'}`}
            >
              <span className="tabular flex-1">{t(`count_${need}`, { count: shown[need] })}</span>
              <ChevronRight size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How many lines are to be looked at for their words alone. */
function onlyByWords(cues: readonly Cue[], language: string, words: Review['wordsOfLine']): number {
  return [...words.values()].filter(([found]) => {
    const cue = found?.language === language ? cues[found.index] : undefined;
    const translation = cue?.translations?.[language];
    return cue?.id === found?.cue && translation !== undefined && standingFlags(translation).length === 0;
  }).length;
}

function StyleField({ language, style }: { readonly language: string; readonly style: string }) {
  const { t } = useTranslation('translation');
  const readOnly = useLocked();
  const edits = useTranslationEdits();
  const keep = (value: string): void => {
    if (value.trim() !== style) edits.setStyle(language, value);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="translation-style" className="text-sm font-medium">
        {t('style')}
      </label>
      <TextInput
        id="translation-style"
        aria-describedby="translation-style-help"
        defaultValue={style}
        maxLength={500}
        readOnly={readOnly}
        onBlur={(event) => keep(event.target.value)}
        onKeyDown={(event) =>
          event.key === 'Enter' && !event.nativeEvent.isComposing && keep(event.currentTarget.value)
        }
      />
      <p id="translation-style-help" className="text-xs text-muted">
        {t('styleHelp')}
      </p>
    </div>
  );
}

function Opener({
  icon: Icon,
  label,
  figure,
  disabled,
  onOpen,
}: {
  readonly icon: typeof BookOpen;
  readonly label: string;
  readonly figure: string;
  readonly disabled: boolean;
  readonly onOpen: () => void;
}) {
  return (
    <Button icon={Icon} disabled={disabled} onClick={onOpen} className="justify-start!">
      <span className="flex-1 text-left">{label}</span>
      <span className="tabular text-xs font-normal text-muted">{figure}</span>
    </Button>
  );
}
