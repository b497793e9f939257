import { useTranslation } from 'react-i18next';
import type { Loss } from '../../core/formats/codec.ts';
import { LOSS_CODES, type LossCode } from '../../core/formats/loss-codes.ts';
import type { exporting } from '../i18n/en/exporting.ts';

type LossKey = Extract<keyof typeof exporting, `loss_${string}`>;

const KNOWN: ReadonlySet<string> = new Set(LOSS_CODES);

/** Says what a format cannot hold, and how much of it; a newer studio may know losses that this page has no words for. */
export function useLossText(): (loss: Loss) => string {
  const { t } = useTranslation('exporting');
  return ({ code, count, message }) => (KNOWN.has(code) ? t('lossCount', { what: t(lossKey(code)), count }) : message);
}

/** The name of a loss's text. */
export function lossKey(code: LossCode): LossKey {
  return `loss_${code.replaceAll('-', '_')}` as LossKey;
}
