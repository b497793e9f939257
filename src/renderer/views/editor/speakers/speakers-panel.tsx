import { UserPlus, Users } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { useOpen } from '../session-context.tsx';
import { CountControl } from './count-control.tsx';
import { ReassignForm } from './reassign-form.tsx';
import { SpeakerCard } from './speaker-card.tsx';
import { speakerFigures } from './speaker-figures.ts';
import { useSpeakerEdits } from './use-speaker-edits.ts';

const NO_SAMPLES: readonly { startMs: number; endMs: number }[] = [];

/** Who talks: how many, their names, colours and voices, and which cues are theirs. */
export function SpeakersPanel() {
  const { t } = useTranslation('speakers');
  const document = useOpen((open) => open.document);
  const figures = useMemo(() => speakerFigures(document), [document]);
  const edits = useSpeakerEdits();
  if (figures.length === 0) {
    return (
      <Empty
        icon={Users}
        title={t('list')}
        text={t('none')}
        action={
          <Button icon={UserPlus} onClick={edits.add}>
            {t('add')}
          </Button>
        }
      />
    );
  }
  return (
    <div className="flex flex-col">
      <CountControl />
      <ReassignForm onAssign={edits.assign} />
      <ul aria-label={t('list')}>
        {figures.map((each) => (
          <SpeakerCard key={each.speaker.id} figures={each} all={figures} samples={NO_SAMPLES} actions={edits} />
        ))}
      </ul>
      <div className="p-3">
        <Button icon={UserPlus} onClick={edits.add}>
          {t('add')}
        </Button>
      </div>
    </div>
  );
}
