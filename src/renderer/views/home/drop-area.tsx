import { Download } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { navigation } from '../../state/navigation.ts';
import { tellError } from '../../state/notices.ts';
import { ConfirmCaptions } from './confirm-captions.tsx';
import { HomeServices } from './home-services.tsx';
import { NewJobsSheet } from './new-jobs-sheet.tsx';
import { PickInputs } from './pick-inputs.tsx';
import { readDropped } from './dropped-items.ts';
import { useAdd } from './use-add.ts';

/** What a drop would do where the pointer is. */
type Target = { readonly over: 'window' } | { readonly over: 'project'; readonly title: string };

/** Takes what is dropped or pasted anywhere on the window. */
export function DropArea({ children }: { readonly children: ReactNode }) {
  const host = useHost();
  const add = useAdd();
  const [target, setTarget] = useState<Target>();
  usePaste(add);
  const depth = useRef(0);
  const leave = (): void => {
    depth.current = 0;
    setTarget(undefined);
  };
  const onDrop = (event: DragEvent): void => {
    leave();
    if (!comesFromOutside(event)) return;
    event.preventDefault();
    const project = projectAt(event.target)?.id;
    const text = event.dataTransfer.getData('text/uri-list') || event.dataTransfer.getData('text/plain');
    if (event.dataTransfer.files.length === 0 && text !== '') return add.text(text);
    readDropped(event.dataTransfer, host.kind === 'desktop').then((dropped) => add.files(dropped, project), tellError);
  };
  return (
    <div
      className="relative h-full"
      onDragEnter={(event) => {
        if (!comesFromOutside(event)) return;
        depth.current += 1;
        setTarget(targetAt(event.target));
      }}
      onDragLeave={(event) => {
        if (!comesFromOutside(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDragOver={(event) => {
        if (!comesFromOutside(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = host.readOnly ? 'none' : 'copy';
      }}
      onDrop={onDrop}
    >
      {children}
      <HomeServices />
      <PickInputs add={add} />
      <NewJobsSheet />
      <ConfirmCaptions />
      {target !== undefined && <Overlay target={target} readOnly={host.readOnly} />}
    </div>
  );
}

function Overlay({ target, readOnly }: { readonly target: Target; readonly readOnly: boolean }) {
  const { t } = useTranslation('home');
  const text = readOnly
    ? t('refusedReadOnly')
    : target.over === 'project'
      ? t('dropOnProject', { title: target.title })
      : t('dropAnywhere');
  return (
    <div
      className={`pointer-events-none absolute inset-0 z-50 flex items-end justify-center border-2 border-dashed p-8 ${readOnly ? 'border-danger' : 'border-accent bg-[color-mix(in_srgb,var(--accent)_8%,transparent)]'}`}
    >
      <p className="floating flex items-center gap-2 px-4 py-3 text-base font-medium">
        <Download size={20} aria-hidden />
        {text}
      </p>
    </div>
  );
}

/** Rows of this window that are dragged are no drop. */
function comesFromOutside({ dataTransfer }: DragEvent): boolean {
  const { types } = dataTransfer;
  if (types.includes('application/x-voxlane-job')) return false;
  return types.includes('Files') || types.includes('text/uri-list') || types.includes('text/plain');
}

function projectAt(element: EventTarget): { readonly id: number; readonly title: string } | undefined {
  const { place } = navigation.getState();
  const row = element instanceof Element ? element.closest<HTMLElement>('[data-project]') : null;
  const id = Number(row?.dataset['project']);
  if (row !== null && Number.isInteger(id)) return { id, title: row.dataset['title'] ?? '' };
  return place.view === 'editor' ? { id: place.id, title: document.title } : undefined;
}

function targetAt(element: EventTarget): Target {
  const project = projectAt(element);
  return project === undefined || navigation.getState().place.view === 'editor'
    ? { over: 'window' }
    : { over: 'project', title: project.title };
}

/** Addresses and files pasted anywhere but into a field. */
function usePaste(add: ReturnType<typeof useAdd>): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      if (clipboardData === null || event.defaultPrevented) return;
      if (target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null) return;
      const files = [...clipboardData.files];
      const text = clipboardData.getData('text/plain');
      if (files.length > 0) add.files({ files, fromFolder: false });
      else if (text.trim() !== '' && navigation.getState().place.view !== 'editor') add.text(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [add]);
}
