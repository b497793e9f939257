import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SpeakerMatch } from '../../../../contract/voice-calls.ts';
import { Button, IconButton } from '../../../ui/button.tsx';

/** Who the voice library takes a speaker for; nothing where it is no news. */
export function VoiceLine({
  match,
  onConfirm,
  onReject,
}: {
  readonly match: SpeakerMatch | undefined;
  readonly onConfirm: (speaker: string) => void;
  readonly onReject: (match: SpeakerMatch) => void;
}) {
  const { t } = useTranslation('speakers');
  // Nobody is named where the library holds nobody to compare with.
  if (match === undefined || match.band === 'no-voice' || match.name === undefined) return undefined;
  const { band, speaker, called, name } = match;
  if (band === 'unknown') {
    return <p className="px-2 pb-1 text-xs text-muted">{t('voiceUnknown')}</p>;
  }
  if (name === called) return undefined;
  return (
    <div className="flex items-center gap-1 pl-2">
      <p className="min-w-0 flex-1 text-xs break-words">{t(band, { name })}</p>
      <Button icon={Check} aria-label={t('confirmName', { called, name })} onClick={() => onConfirm(speaker)}>
        {t('confirm')}
      </Button>
      <IconButton label={t('notThem', { called, name })} icon={X} onClick={() => onReject(match)} />
    </div>
  );
}
