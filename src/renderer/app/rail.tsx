import { AudioLines, Boxes, Library, ListTodo, type LucideIcon, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { keysOf, isMac } from '../commands/command-table.ts';
import type { CommandId } from '../commands/catalogue.ts';
import { showCombo } from '../commands/keys.ts';
import { goTo, navigation, type Place } from '../state/navigation.ts';
import { queueStore } from '../state/queue.ts';
import { useStored } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

const VIEWS: readonly { readonly view: Exclude<Place['view'], 'editor'>; readonly icon: LucideIcon }[] = [
  { view: 'library', icon: Library },
  { view: 'queue', icon: ListTodo },
  { view: 'voices', icon: AudioLines },
  { view: 'models', icon: Boxes },
  { view: 'settings', icon: Settings },
];

/** The views, at the left edge. */
export function Rail() {
  const { t } = useTranslation('app');
  const view = useStored(navigation, (state) => state.place.view);
  const busy = useStored(
    queueStore,
    (state) => state.queue?.jobs.filter(({ state: s }) => s === 'running' || s === 'queued').length ?? 0,
  );
  const here = view === 'editor' ? 'library' : view;
  return (
    <nav
      aria-label={t('views')}
      className="flex w-14 shrink-0 flex-col items-center gap-1 border-r border-line bg-surface py-2"
    >
      {VIEWS.map(({ view: each, icon: Icon }) => {
        const [keys] = keysOf(`app.${each}` as CommandId);
        return (
          <Hint key={each} text={t(each)} keys={keys === undefined ? undefined : showCombo(keys, isMac)}>
            <a
              href={`#/${each}`}
              onClick={() => goTo({ view: each })}
              {...(here === each ? { 'aria-current': 'page' } : {})}
              className={`relative flex size-10 items-center justify-center rounded-md ${here === each ? 'bg-selected text-accent' : 'text-muted hover:bg-hover hover:text-ink'} ${each === 'settings' ? 'mt-auto' : ''}`}
            >
              <Icon size={20} strokeWidth={1.75} aria-hidden />
              <span className="sr-only">{t(each)}</span>
              {each === 'queue' && busy > 0 && (
                <span className="tabular absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.6875rem] leading-4 font-semibold text-on-accent">
                  {busy}
                </span>
              )}
            </a>
          </Hint>
        );
      })}
    </nav>
  );
}
