import { useTranslation } from 'react-i18next';
import type { Alert } from '../../shared/alert.ts';
import { type AlertText, sayAlert } from './say-alert.ts';

/** Gives the function that says alerts in the language of the window. */
export function useAlertText(): (alert: Pick<Alert, 'code' | 'message' | 'values'>) => AlertText {
  const { i18n } = useTranslation('alerts');
  return (alert) => sayAlert(i18n, alert);
}
