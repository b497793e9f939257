import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AlertText } from '../../../ui/alert-text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { spanText } from '../../../ui/time.ts';
import { languageName } from '../../home/names.ts';
import type { LanguageWork } from './language-work.ts';

/** How far a language model is with a document, and the way to stop it. */
export function RunningWork({ work }: { readonly work: LanguageWork }) {
  const { t, i18n } = useTranslation(['translation', 'summary', 'home']);
  const { done, total, etaMs, pausedUntilMs, alerts = [], stop } = work;
  const name = useName(work);
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="tabular text-xs text-muted">{t('translation:progress', { done, total })}</span>
      </div>
      <Progress label={name} value={total === 0 ? undefined : done / total} />
      {etaMs !== undefined && pausedUntilMs === undefined && (
        <p className="tabular text-xs text-muted">{t('home:timeLeft', { time: spanText(etaMs, i18n.language) })}</p>
      )}
      {pausedUntilMs !== undefined && (
        <p role="status" className="text-xs text-doubt">
          {t('translation:paused', { time: clock(pausedUntilMs, i18n.language) })}
        </p>
      )}
      {alerts.map((alert, index) => (
        <p key={index} role="status" className="text-xs break-words text-doubt">
          <AlertText alert={alert} />
        </p>
      ))}
      <Button icon={Square} onClick={stop}>
        {t('translation:cancel')}
      </Button>
    </div>
  );
}

function useName({ kind, language = '' }: LanguageWork): string {
  const { t, i18n } = useTranslation(['translation', 'summary']);
  if (kind === 'classify') return t('translation:sorting');
  if (kind === 'summarize') return t('summary:running');
  return t('translation:running', { language: languageName(language, i18n.language) });
}

/** A moment as the clock on the wall shows it. */
function clock(ms: number, locale: string): string {
  return new Date(ms).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}
