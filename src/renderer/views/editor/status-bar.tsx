import { Check, CloudOff, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findProfile } from '../../../core/cues/profiles.ts';
import { selection } from '../../state/selection.ts';
import { useStored } from '../../state/store.ts';
import { spanText } from '../../ui/time.ts';
import { useDocument, useOpen, useSession } from './session-context.tsx';
import { UsedEngine } from './used-engine.tsx';

/** The line below the panes: what wrote the words, whether everything is on the disk, the rules, and figures. */
export function StatusBar() {
  const { t } = useTranslation('cues');
  const cues = useDocument((document) => document.cues.length);
  const words = useDocument((document) => document.words.length);
  const speakers = useDocument((document) => document.speakers.length);
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const profile = useDocument((document) => document.profile);
  return (
    <footer className="flex h-7 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-surface px-3 text-xs whitespace-nowrap text-muted">
      {!isUnfinished && <SaveState />}
      <UsedEngine />
      <SelectionSummary />
      <span className="tabular ml-auto">{t('stat_cues', { count: cues })}</span>
      <span className="tabular">{t('stat_words', { count: words })}</span>
      <span className="tabular">{t('stat_speakers', { count: speakers })}</span>
      <span>{t('profile', { name: findProfile(profile)?.name ?? profile })}</span>
    </footer>
  );
}

const ICONS = { saved: Check, saving: LoaderCircle, unsaved: CloudOff } as const;

function SaveState() {
  const { t, i18n } = useTranslation(['editor', 'cues']);
  const saving = useOpen((open) => open.saving);
  const savedAt = useOpen((open) => open.savedAt);
  const agoMs = useCoarseAge(saving === 'saved' ? savedAt : undefined);
  const Icon = ICONS[saving];
  const text =
    saving !== 'saved' || agoMs === undefined
      ? t(`editor:${saving}`)
      : agoMs < JUST_NOW_MS
        ? t('cues:savedNow')
        : t('cues:savedAgo', { ago: ago(agoMs, i18n.language) });
  return (
    <span role="status" className={`inline-flex items-center gap-1.5 ${saving === 'unsaved' ? 'text-doubt' : ''}`}>
      <Icon size={14} aria-hidden />
      {text}
    </span>
  );
}

const JUST_NOW_MS = 5000;
/** The ages at which the text changes; then every minute. */
const STEPS_MS = [JUST_NOW_MS, 15_000, 30_000, 60_000] as const;

/** How long ago a moment was, known in steps, so that nothing is drawn while nothing is done. */
function useCoarseAge(atMs: number | undefined): number | undefined {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (atMs === undefined) return undefined;
    const ageMs = Math.max(0, Date.now() - atMs);
    const nextMs = STEPS_MS.find((step) => step > ageMs) ?? Math.ceil((ageMs + 1) / 60_000) * 60_000;
    const timer = setTimeout(() => setNowMs(Date.now()), nextMs - ageMs + 50);
    return () => clearTimeout(timer);
  }, [atMs, nowMs]);
  return atMs === undefined ? undefined : Math.max(0, nowMs - atMs);
}

function ago(ms: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { style: 'short' });
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return format.format(-(seconds < 15 ? 5 : seconds < 30 ? 15 : 30), 'second');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? format.format(-minutes, 'minute') : format.format(-Math.floor(minutes / 60), 'hour');
}

function SelectionSummary() {
  const { t, i18n } = useTranslation('cues');
  const session = useSession();
  const cueIds = useStored(selection, (state) => state.cueIds);
  if (cueIds.size < 2) return undefined;
  let ms = 0;
  for (const { id, startMs, endMs } of session.document.cues) if (cueIds.has(id)) ms += endMs - startMs;
  return (
    <span className="tabular text-ink">
      {t('stat_selected', { count: cueIds.size, span: spanText(ms, i18n.language) })}
    </span>
  );
}
