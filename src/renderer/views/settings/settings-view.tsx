import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswerTo } from '../../client/use-answer.ts';
import { loadSettings, settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { EditorSection } from './editor-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { KeysSection } from './keys/keys-section.tsx';
import { LlmSection } from './llm/llm-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { NetworkSection } from './network-section.tsx';
import { SectionList } from './section-list.tsx';
import { type RowId, type SectionId, sectionOf } from './sections.ts';
import { StorageSection } from './storage-section.tsx';
import { VoicesSection } from './voices-section.tsx';

/** Everything that can be set, by section; each has an address, `#/settings/<section>`. */
export function SettingsView({ section }: { readonly section: string | undefined }) {
  const { t } = useTranslation('settings');
  const id = sectionOf(section);
  const wanted = useRef<RowId>(undefined);
  const [searches, setSearches] = useState(0);
  const ready = useStored(settingsStore, ({ values }) => values !== undefined);
  const { api } = useHost();
  const question = useCallback((signal: AbortSignal) => loadSettings(api, { signal }), [api]);
  const state = useAnswerTo(question);
  useEffect(() => {
    // The row may be in a section that is shown only after the address changed.
    const row = wanted.current === undefined ? null : document.querySelector(`#row-${wanted.current}`);
    if (row === null) return;
    wanted.current = undefined;
    row.scrollIntoView({ block: 'center' });
    row.querySelector<HTMLElement>('input, button')?.focus();
  }, [searches, id]);
  return (
    <>
      <TopBar title={t('title')} />
      <div className="flex min-h-0 flex-1 flex-col sm:flex-row">
        <SectionList
          current={id}
          onRow={(row) => {
            wanted.current = row;
            setSearches((count) => count + 1);
          }}
        />
        <div className="min-h-0 min-w-0 flex-1 overflow-auto">
          <div className="mx-auto max-w-3xl p-6">
            <h2 className="mb-2 text-lg font-semibold">{t(`section_${id}`)}</h2>
            {state.error !== undefined && (
              <ErrorBox error={state.error} action={<Button onClick={state.again}>{t('readAgain')}</Button>} />
            )}
            <Unreadable notices={state.value?.notices ?? []} />
            {ready && <Section id={id} />}
            {!ready && state.busy && <p className="text-muted">{t('loading')}</p>}
          </div>
        </div>
      </div>
    </>
  );
}

function Section({ id }: { readonly id: SectionId }) {
  switch (id) {
    case 'general':
      return <GeneralSection />;
    case 'appearance':
      return <AppearanceSection />;
    case 'editor':
      return <EditorSection />;
    case 'devices':
      return <DevicesSection />;
    case 'models':
      return <ModelsSection />;
    case 'network':
      return <NetworkSection />;
    case 'llms':
      return <LlmSection />;
    case 'voices':
      return <VoicesSection />;
    case 'keys':
      return <KeysSection />;
    case 'storage':
      return <StorageSection />;
    case 'about':
      return <AboutSection />;
  }
}

/** Settings that are not as their user left them. */
function Unreadable({ notices }: { readonly notices: readonly { readonly key: string; readonly message: string }[] }) {
  const { t } = useTranslation('settings');
  if (notices.length === 0) return undefined;
  return (
    <div role="status" className="my-2 rounded-md border border-doubt bg-doubt-soft p-3 text-sm">
      <p>{t('unreadable')}</p>
      <ul className="list-disc pl-5">
        {notices.map(({ key, message }) => (
          <li key={key}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
