import { useEffect } from 'react';
import { navigation } from '../state/navigation.ts';
import { useStored } from '../state/store.ts';
import { HomeView } from '../views/home/home-view.tsx';
import { QueueView } from '../views/home/queue-view.tsx';
import { loadedView } from './loaded-view.tsx';
import { ViewBoundary } from './view-boundary.tsx';

const editor = loadedView(async () => (await import('../views/editor/editor-view.tsx')).EditorView);
const models = loadedView(async () => (await import('../views/models/models-view.tsx')).ModelsView);
const settings = loadedView(async () => (await import('../views/settings/settings-view.tsx')).SettingsView);
const voices = loadedView(async () => (await import('../views/voices/voices-view.tsx')).VoicesView);

/** The first page is drawn by then. */
const EARLY_MS = 300;

/** What the window shows. The first page is small; the editor is fetched while the user looks at it. */
export function Views() {
  const place = useStored(navigation, (state) => state.place);
  useEffect(() => {
    // What fails now is tried again, and told, when the editor is opened.
    const early = setTimeout(() => void editor.load().catch(() => undefined), EARLY_MS);
    return () => clearTimeout(early);
  }, []);
  const key = place.view === 'editor' ? `editor-${place.id}` : place.view;
  return (
    <ViewBoundary key={key}>
      {place.view === 'library' && <HomeView />}
      {place.view === 'queue' && <QueueView />}
      {place.view === 'voices' && <voices.View />}
      {place.view === 'models' && <models.View />}
      {place.view === 'settings' && <settings.View section={place.section} />}
      {place.view === 'editor' && <editor.View id={place.id} />}
    </ViewBoundary>
  );
}
