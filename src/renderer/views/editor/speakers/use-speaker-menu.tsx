import { useTranslation } from 'react-i18next';
import type { SpeakerMatch } from '../../../../contract/voice-calls.ts';
import { isMachineName } from '../../../../core/timeline/speaker-ids.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';
import type { MenuItem } from '../../../ui/menu.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import type { SpeakerFigures } from './speaker-figures.ts';
import type { SpeakerEdits } from './use-speaker-edits.ts';
import type { Voices } from './use-voices.ts';

/** What can be done with a speaker, for the menu of its card. */
export function useSpeakerMenu(
  { speaker, isEmpty }: SpeakerFigures,
  speakers: readonly Speaker[],
  edits: SpeakerEdits,
  voices: Voices,
  match: SpeakerMatch | undefined,
): readonly MenuItem[] {
  const { t } = useTranslation('speakers');
  const { id, name } = speaker;
  const others = speakers.filter((other) => other.id !== id);
  const remember: MenuItem[] =
    voices.on !== true || match === undefined || match.band === 'no-voice'
      ? []
      : [
          isMachineName(name)
            ? { key: 'remember', label: t('rememberNamed'), enabled: false, run: () => undefined }
            : { key: 'remember', label: t('remember', { name }), run: () => voices.remember(id) },
        ];
  const remove: MenuItem[] =
    isEmpty && others.length > 0
      ? [{ key: 'remove', label: t('remove'), danger: true, separator: true, run: () => edits.remove(id) }]
      : [];
  return [
    ...(isEmpty ? [] : [{ key: 'split', label: t('split'), run: () => edits.split(id) }]),
    { key: 'restore', label: t('restoreOne'), run: () => edits.restore(id) },
    ...remember,
    ...others.map((other, index) => ({
      key: `merge-${other.id}`,
      label: t('mergeInto', { name: other.name }),
      separator: index === 0,
      icon: <SpeakerBadge speakers={speakers} id={other.id} />,
      run: () => edits.merge(id, other.id),
    })),
    ...remove,
  ];
}
