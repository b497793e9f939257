import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Select } from '../../../ui/field.tsx';
import { useDocument } from '../session-context.tsx';
import { SpeakerButtons } from './speaker-buttons.tsx';

/** `onward` and `all` mean the cues of the current cue's speaker, from it on or everywhere. */
export type ReassignScope = 'cue' | 'selected' | 'onward' | 'all';

/** Gives the current cue, or more like it, to a speaker. */
export function ReassignForm({ onAssign }: { readonly onAssign: (speaker: string, scope: ReassignScope) => void }) {
  const { t } = useTranslation('speakers');
  const [scope, setScope] = useState<ReassignScope>('cue');
  const cueId = useStored(selection, (state) => state.cueId);
  const selected = useStored(selection, (state) => state.cueIds.size);
  const speakers = useDocument((document) => document.speakers);
  const place = useRef(0);
  const current = useDocument(({ cues }) => {
    // Typing moves no cue: only another selection searches.
    if (cues[place.current]?.id !== cueId) place.current = cues.findIndex(({ id }) => id === cueId);
    return cues[place.current]?.speaker;
  });
  if (cueId === undefined || speakers.length === 0) return undefined;
  const scopes: { value: ReassignScope; label: string }[] = [
    { value: 'cue', label: t('scopeCue') },
    ...(selected > 1 ? [{ value: 'selected' as const, label: t('scopeSelected', { count: selected }) }] : []),
    { value: 'onward', label: t('scopeOnward') },
    { value: 'all', label: t('scopeAll') },
  ];
  const chosen = scopes.some(({ value }) => value === scope) ? scope : 'cue';
  return (
    <section className="flex flex-col gap-2 border-b border-line p-3">
      <div className="flex items-center gap-2">
        <h2 className="flex-1 text-sm font-medium">{t('giveTo')}</h2>
        <Select label={t('scope')} value={chosen} onChange={setScope} options={scopes} />
      </div>
      <SpeakerButtons speakers={speakers} current={current} onChoose={(id) => onAssign(id, chosen)} />
    </section>
  );
}
