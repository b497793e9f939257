import { useTranslation } from 'react-i18next';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { timecode } from '../../../ui/time.ts';
import { useSession } from '../session-context.tsx';
import { selectedPair } from './linked-stretches.ts';
import type { SpeakerEdits } from './use-speaker-edits.ts';

/** Says of two selected stretches whether one person talks in both; the speakers are told apart again by it. */
export function LinkForm({ onLink }: { readonly onLink: SpeakerEdits['link'] }) {
  const { t } = useTranslation('speakers');
  const session = useSession();
  const selected = useStored(selection, (state) => state);
  const pair = selectedPair(session.document, selected);
  if (pair === undefined) return undefined;
  return (
    <section className="flex flex-col gap-2 border-b border-line p-3">
      <h2 className="text-sm font-medium">
        {t('pair', { a: timecode(pair.a.startMs, 0), b: timecode(pair.b.startMs, 0) })}
      </h2>
      <div className="flex flex-wrap gap-1">
        <Button onClick={() => onLink('same', pair)}>{t('samePerson')}</Button>
        <Button onClick={() => onLink('different', pair)}>{t('differentPeople')}</Button>
      </div>
    </section>
  );
}
