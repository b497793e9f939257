import { UserPlus, Users } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { hashOf } from '../../../state/navigation.ts';
import { playback } from '../../../state/playback.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { AlikeList } from './alike-list.tsx';
import { CountControl } from './count-control.tsx';
import { LinkForm } from './link-form.tsx';
import { ReassignForm } from './reassign-form.tsx';
import { SpeakerCard } from './speaker-card.tsx';
import { SPEAKERS_PANEL } from './speaker-commands.tsx';
import { speakerFigures } from './speaker-figures.ts';
import { useSettledDocument } from './use-settled-document.ts';
import { useSpeakerEdits } from './use-speaker-edits.ts';
import { useSpeakerReviews } from './use-speaker-reviews.ts';
import { useVoices } from './use-voices.ts';

/** Who talks: how many, their names, colours and voices, and which cues are theirs. */
export function SpeakersPanel() {
  const { t } = useTranslation('speakers');
  const document = useSettledDocument();
  const figures = useMemo(() => speakerFigures(document), [document]);
  const { speakers } = document;
  const edits = useSpeakerEdits();
  const reviews = useSpeakerReviews(document);
  const voices = useVoices(document);
  const canPlay = useStored(playback, ({ ready }) => ready);
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
    <div id={SPEAKERS_PANEL} role="group" aria-label={t('list')} tabIndex={-1} className="flex flex-col">
      <CountControl document={document} />
      <AlikeList speakers={speakers} reviews={reviews} onMerge={edits.merge} />
      <LinkForm onLink={edits.link} />
      <ReassignForm onAssign={edits.assign} />
      <ul aria-label={t('list')}>
        {figures.map((each) => (
          <SpeakerCard
            key={each.speaker.id}
            figures={each}
            speakers={speakers}
            samples={reviews.get(each.speaker.id)?.samples}
            canPlay={canPlay}
            match={voices.matches.get(each.speaker.id)}
            voices={voices}
            edits={edits}
          />
        ))}
      </ul>
      <div className="flex flex-col items-start gap-2 p-3">
        <Button icon={UserPlus} onClick={edits.add}>
          {t('add')}
        </Button>
        {voices.on === false && (
          <p className="text-xs text-muted">
            {t('voicesOff')}{' '}
            <a href={hashOf({ view: 'voices' })} className="text-accent underline">
              {t('voicesOpen')}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}
