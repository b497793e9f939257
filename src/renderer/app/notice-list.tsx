import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dismiss, type Notice, notices } from '../state/notices.ts';
import { useStored } from '../state/store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useErrorTexts } from '../ui/use-error-texts.ts';

const SHORT_MS = 6000;
const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;
const COLOURS = { info: 'text-accent', warning: 'text-doubt', error: 'text-danger' } as const;

/** Messages at the lower right edge; at the left one over a dialog, whose buttons are at the right. Those that need no answer go by themselves. */
export function NoticeList() {
  const { t } = useTranslation('app');
  const list = useStored(notices, (state) => state.list);
  return (
    <section
      // They lie over dialogs, which close when something outside of them is pressed.
      onPointerDown={(event) => event.stopPropagation()}
      aria-label={t('notifications')}
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 in-[body:has([role=dialog])]:right-auto in-[body:has([role=dialog])]:left-4"
    >
      {list.map((notice) => (
        <NoticeCard key={notice.key} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('app');
  const { key, tone, text, error, action } = notice;
  const goesByItself = tone === 'info' || notice.isBrief === true;
  const said = useErrorTexts();
  const texts = error && said(error);
  useEffect(() => {
    if (!goesByItself) return undefined;
    const timer = setTimeout(() => dismiss(key), SHORT_MS);
    return () => clearTimeout(timer);
  }, [key, goesByItself]);
  const Icon = ICONS[tone];
  return (
    <div role={tone === 'error' ? 'alert' : 'status'} className="floating pointer-events-auto flex gap-2 p-2 pl-3">
      <Icon size={16} aria-hidden className={`mt-1.5 shrink-0 ${COLOURS[tone]}`} />
      <div className="min-w-0 flex-1 py-1 text-sm break-words">
        <p>{texts?.what ?? text}</p>
        {texts?.meaning !== undefined && <p className="text-muted">{texts.meaning}</p>}
        {texts !== undefined && <p className="text-muted">{texts.action}</p>}
        {texts?.original !== undefined && (
          <p lang="en" className="mt-1 text-xs text-muted">
            {texts.original}
          </p>
        )}
        {(action !== undefined || error !== undefined) && (
          <div className="mt-1 flex gap-2">
            {action !== undefined && (
              <Button
                onClick={() => {
                  action.run();
                  dismiss(key);
                }}
              >
                {action.label}
              </Button>
            )}
            {error !== undefined && (
              <Button onClick={() => void navigator.clipboard.writeText(JSON.stringify(error, null, 2))}>
                {t('copyDetails')}
              </Button>
            )}
          </div>
        )}
      </div>
      <IconButton label={t('dismiss')} icon={X} onClick={() => dismiss(key)} />
    </div>
  );
}
