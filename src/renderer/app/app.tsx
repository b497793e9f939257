import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../client/studio-context.tsx';
import { listenToKeys } from '../commands/key-listener.ts';
import { useCommands } from '../commands/use-command.ts';
import { followAddress, goTo } from '../state/navigation.ts';
import { tellError } from '../state/notices.ts';
import { followQueue } from '../state/queue.ts';
import { followSettings } from '../state/settings.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { DropArea } from '../views/home/drop-area.tsx';
import { Palette } from './palette.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { keepFocus } from './keep-focus.ts';
import { NoticeList } from './notice-list.tsx';
import { Rail } from './rail.tsx';
import { useAppearance } from './use-appearance.ts';
import { Views } from './views.tsx';

/** The whole window. */
export function App() {
  const { t } = useTranslation('app');
  const { api } = useHost();
  useStudio();
  useCommands({
    'app.library': () => goTo({ view: 'library' }),
    'app.queue': () => goTo({ view: 'queue' }),
    'app.voices': () => goTo({ view: 'voices' }),
    'app.models': () => goTo({ view: 'models' }),
    'app.settings': () => goTo({ view: 'settings' }),
  });
  useEffect(() => followQueue(api), [api]);
  return (
    <Tooltip.Provider delayDuration={400}>
      <a href="#content" className="sr-only focus:not-sr-only">
        {t('skip')}
      </a>
      <DropArea>
        <div className="flex h-full min-h-0">
          <Rail />
          <div className="flex min-w-0 flex-1 flex-col">
            <ConnectionBar />
            <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              <Views />
            </main>
          </div>
        </div>
      </DropArea>
      <Palette />
      <NoticeList />
      <LiveRegion />
    </Tooltip.Provider>
  );
}

/** Keys, address, settings and what they change about the page. */
function useStudio(): void {
  const host = useHost();
  useEffect(() => listenToKeys(window), []);
  useEffect(() => keepFocus(window), []);
  useEffect(() => followAddress(window), []);
  useEffect(() => followSettings(host, tellError), [host]);
  useAppearance();
}
