import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Speaker } from '../../../../core/timeline/types.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useSession } from '../session-context.tsx';
import { alikePairs } from './alike-pairs.ts';
import type { SpeakerReviews } from './use-speaker-reviews.ts';

/** Pairs a user said no to, by document; they stay away until the page is loaded anew. */
const dismissedOf = new Map<number, ReadonlySet<string>>();

/** Speakers who may be one person: merge them, or say no. */
export function AlikeList({
  speakers,
  reviews,
  onMerge,
}: {
  readonly speakers: readonly Speaker[];
  readonly reviews: SpeakerReviews;
  readonly onMerge: (speaker: string, into: string) => void;
}) {
  const { t, i18n } = useTranslation('speakers');
  const session = useSession();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(dismissedOf.get(session.id) ?? new Set());
  const pairs = alikePairs(speakers, reviews, dismissed);
  if (pairs.length === 0) return undefined;
  const dismiss = (key: string): void => {
    const now = new Set([...dismissed, key]);
    dismissedOf.set(session.id, now);
    setDismissed(now);
  };
  const percentOf = (value: number): string =>
    new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(value);
  return (
    <ul aria-label={t('alikeList')} className="border-b border-line bg-doubt-soft">
      {pairs.map(({ key, a, b, similarity }) => {
        const names = { a: a.name, b: b.name };
        const isName = similarity === undefined;
        return (
          <li key={key} className="flex items-center gap-1 py-1 pr-1 pl-3">
            <span className="min-w-0 flex-1 text-sm break-words">
              {isName ? t('sameName', names) : t('alike', { ...names, percent: percentOf(similarity) })}
            </span>
            <Button
              aria-label={isName ? t('mergeSameName', names) : t('mergePair', names)}
              onClick={() => onMerge(b.id, a.id)}
            >
              {t('merge')}
            </Button>
            <IconButton
              label={isName ? t('notOnePerson', names) : t('notAlike', names)}
              icon={X}
              onClick={() => dismiss(key)}
            />
          </li>
        );
      })}
    </ul>
  );
}
