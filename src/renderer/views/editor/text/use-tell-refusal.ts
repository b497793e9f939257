import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalEdit } from '../../../state/document/session.ts';
import { tellRefused } from '../../../state/notices.ts';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';

/** Gives the function that says why an edit was refused, in words of the window where there are some. */
export function useTellRefusal(): (outcome: LocalEdit) => boolean {
  const { t } = useTranslation('cues');
  const refusalText = useRefusalText();
  return useCallback(
    (outcome) => {
      if (outcome.kind !== 'refused') return outcome.kind === 'edited';
      const text =
        outcome.code === 'times-reversed'
          ? t('none_timesReversed')
          : outcome.code === 'times-outside-media'
            ? t('none_timesOutsideMedia')
            : refusalText(outcome);
      tellRefused(text);
      return false;
    },
    [refusalText, t],
  );
}
