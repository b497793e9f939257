import { useTranslation } from 'react-i18next';
import { assignSpeaker } from '../../../../core/document/cue-actions/speaker-actions.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { Select } from '../../../ui/field.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { useDocument, useSession } from '../session-context.tsx';
import { usePerform } from './use-perform.ts';

const NOBODY = '';

/** Who says the current cue; of a dialogue, who says each line. */
export function CueSpeaker({ cue, disabled }: { readonly cue: Cue; readonly disabled: boolean }) {
  const { t } = useTranslation('cues');
  const session = useSession();
  const perform = usePerform();
  const speakers = useDocument((document) => document.speakers);
  const options = speakers.map(({ id, name }) => ({ value: id, label: name }));
  const nameOf = (id: string): string => speakers.find((speaker) => speaker.id === id)?.name ?? '';
  if (cue.lineSpeakers === undefined) {
    return (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <SpeakerBadge speakers={speakers} id={cue.speaker} />
        <Select
          label={t('speaker')}
          value={cue.speaker ?? NOBODY}
          placeholder={t('nobody')}
          disabled={disabled || speakers.length === 0}
          onChange={(id) => perform((document) => assignSpeaker(document, [cue.id], id), { name: nameOf(id) })}
          options={options}
          className="h-7! max-w-44 min-w-24"
        />
      </span>
    );
  }
  const setLine = (at: number, id: string): void => {
    const lineSpeakers = (cue.lineSpeakers ?? []).map((own, line) => (line === at ? id : own));
    session.edit(
      [{ kind: 'set-cue-lines', cue: cue.id, lines: [...cue.lines], lineSpeakers }],
      t('step_assignSpeaker', { count: 1, name: nameOf(id) }),
    );
  };
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-1.5">
      {cue.lineSpeakers.map((id, at) => (
        <span key={at} className="inline-flex items-center gap-1">
          <SpeakerBadge speakers={speakers} id={id} />
          <Select
            label={t('speakerOfLine', { line: at + 1 })}
            value={id}
            disabled={disabled}
            onChange={(next) => setLine(at, next)}
            options={options}
            className="h-7! max-w-32"
          />
        </span>
      ))}
    </span>
  );
}
