import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../commands/use-command.ts';
import { selection } from '../../../state/selection.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { setLayout } from '../layout.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { SpeakerButtons } from './speaker-buttons.tsx';
import { useSpeakerEdits } from './use-speaker-edits.ts';

/** Id of the speaker panel, so that a command can bring the focus there. */
export const SPEAKERS_PANEL = 'speakers-panel';

/** What keys do with speakers, whichever panel is shown. */
export function SpeakerCommands() {
  const { t } = useTranslation('speakers');
  const session = useSession();
  const edits = useSpeakerEdits();
  const [choosing, setChoosing] = useState(false);
  const speakers = useDocument((document) => document.speakers);
  const give = (number: number): void => {
    const speaker = session.document.speakers[number - 1];
    if (speaker === undefined) return announce(t('noSuch', { number }), true);
    return edits.assign(speaker.id, selection.getState().cueIds.size > 1 ? 'selected' : 'cue');
  };
  useCommands({
    'speaker.assign1': () => give(1),
    'speaker.assign2': () => give(2),
    'speaker.assign3': () => give(3),
    'speaker.assign4': () => give(4),
    'speaker.assign5': () => give(5),
    'speaker.assign6': () => give(6),
    'speaker.assign7': () => give(7),
    'speaker.assign8': () => give(8),
    'speaker.assign9': () => give(9),
    'speaker.fromHereOn': () => {
      if (selection.getState().cueId === undefined) announce(t('noCue'), true);
      else setChoosing(true);
    },
    'speaker.review': () => {
      setLayout({ side: 'speakers' });
      requestAnimationFrame(() => document.getElementById(SPEAKERS_PANEL)?.focus());
    },
  });
  return (
    <Dialog
      open={choosing}
      onClose={() => setChoosing(false)}
      title={t('fromHereTitle')}
      description={t('fromHereText')}
    >
      <SpeakerButtons
        speakers={speakers}
        onChoose={(id) => {
          setChoosing(false);
          edits.assign(id, 'onward');
        }}
      />
    </Dialog>
  );
}
