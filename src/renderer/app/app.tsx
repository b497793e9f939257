import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../client/studio-context.tsx';
import { listenToKeys } from '../commands/key-listener.ts';
import { useCommands } from '../commands/use-command.ts';
import { followAddress, goTo, navigation } from '../state/navigation.ts';
import { tellError } from '../state/notices.ts';
import { followQueue } from '../state/queue.ts';
import { loadSettings } from '../state/settings.ts';
import { useStored } from '../state/store.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { DropArea } from '../views/home/drop-area.tsx';
import { HomeView } from '../views/home/home-view.tsx';
import { EditorView } from '../views/editor/editor-view.tsx';
import { ModelsView } from '../views/models/models-view.tsx';
import { Palette } from './palette.tsx';
import { QueueView } from '../views/home/queue-view.tsx';
import { SettingsView } from '../views/settings/settings-view.tsx';
import { VoicesView } from '../views/voices/voices-view.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { keepFocus } from './keep-focus.ts';
import { NoticeList } from './notice-list.tsx';
import { Rail } from './rail.tsx';
import { useAppearance } from './use-appearance.ts';
import { ViewBoundary } from './view-boundary.tsx';

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

function Views() {
  const place = useStored(navigation, (state) => state.place);
  const key = place.view === 'editor' ? `editor-${place.id}` : place.view;
  return (
    <ViewBoundary key={key}>
      {place.view === 'library' && <HomeView />}
      {place.view === 'queue' && <QueueView />}
      {place.view === 'voices' && <VoicesView />}
      {place.view === 'models' && <ModelsView />}
      {place.view === 'settings' && <SettingsView section={place.section} />}
      {place.view === 'editor' && <EditorView id={place.id} />}
    </ViewBoundary>
  );
}

/** Keys, address, settings and what they change about the page. */
function useStudio(): void {
  const { api } = useHost();
  useEffect(() => listenToKeys(window), []);
  useEffect(() => keepFocus(window), []);
  useEffect(() => followAddress(window), []);
  useEffect(() => {
    loadSettings(api).catch(tellError);
  }, [api]);
  useAppearance();
}
