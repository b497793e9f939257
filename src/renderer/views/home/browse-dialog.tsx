import { ArrowUp, File, FileAudio, Folder } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderEntry, FolderListing, FolderPlace } from '../../../contract/file-calls.ts';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { sizeText } from './names.ts';

const ICONS = { folder: Folder, media: FileAudio, other: File } as const;

/** Files of the machine that the studio runs on, to be taken where they are instead of being sent there. */
export function BrowseDialog({
  single,
  folder,
  onClose,
  onChoose,
}: {
  /**
   * One file is wanted; `startPath` is the folder to begin with, when it is there. `text` takes the place of what is said of
   * recordings, and files whose names fit `wanted` stand out as recordings do.
   */
  readonly single?: {
    readonly title: string;
    readonly action: string;
    readonly text?: string;
    readonly wanted?: RegExp;
    readonly startPath?: string | undefined;
  };
  /** A folder is wanted, to begin with `startPath`, and the files in it are only shown. */
  readonly folder?: { readonly title: string; readonly action: string; readonly startPath?: string | undefined };
  readonly onClose: () => void;
  readonly onChoose: (paths: readonly string[]) => void;
}) {
  const wanted = single ?? folder;
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const [path, setPath] = useState(wanted?.startPath);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { listing, isStale, places, error } = useFolder(path);
  const go = (to: string | undefined): void => {
    setChosen(new Set());
    setPath(to);
  };
  const toggle = (entry: FolderEntry): void => {
    if (isStale) return;
    const next = new Set(single === undefined || chosen.has(entry.path) ? chosen : []);
    if (!next.delete(entry.path)) next.add(entry.path);
    setChosen(next);
  };
  const whole = listing !== undefined && chosen.size === 0;
  const isFolder = folder !== undefined;
  const ready = isFolder
    ? listing !== undefined
    : single === undefined
      ? listing !== undefined && !(whole && listing.entries.length === 0)
      : !whole;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={wanted?.title ?? t('browseTitle')}
      {...(isFolder ? {} : { description: single?.text ?? t('browseText') })}
      footer={
        <>
          <Button onClick={onClose}>{app.t('cancel')}</Button>
          <Button
            tone="primary"
            disabled={!ready}
            aria-disabled={isStale}
            onClick={() => !isStale && onChoose(whole ? [listing.path] : [...chosen])}
          >
            {wanted?.action ?? (whole ? t('browseWhole') : t('browseAdd', { count: chosen.size }))}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-1">
          {places.map((place) => (
            <Button key={place.path} onClick={() => go(place.path)}>
              {t(`place_${place.kind}`)}
            </Button>
          ))}
        </div>
        <div className="flex items-center gap-2">
          <IconButton
            label={t('browseUp')}
            icon={ArrowUp}
            disabled={listing?.parent === undefined}
            aria-disabled={isStale}
            onClick={() => !isStale && go(listing?.parent)}
          />
          <span className="min-w-0 truncate font-mono text-xs" title={listing?.path}>
            {listing?.path}
          </span>
        </div>
        {error !== undefined && <ErrorBox error={error} />}
        {listing === undefined && error === undefined && <p className="text-muted">{app.t('loading')}</p>}
        {listing !== undefined && (
          <Entries
            listing={listing}
            chosen={chosen}
            wanted={single?.wanted}
            onOpen={go}
            {...(isFolder ? {} : { onToggle: toggle })}
          />
        )}
      </div>
    </Dialog>
  );
}

function Entries({
  listing,
  chosen,
  wanted,
  onOpen,
  onToggle,
}: {
  readonly listing: FolderListing;
  readonly chosen: ReadonlySet<string>;
  readonly wanted: RegExp | undefined;
  readonly onOpen: (path: string) => void;
  /** Absent: files cannot be chosen. */
  readonly onToggle?: (entry: FolderEntry) => void;
}) {
  const { t, i18n } = useTranslation('home');
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <>
      <ul
        ref={list}
        onKeyDown={onKeyDown}
        className="h-[40dvh] overflow-auto rounded-md border border-line"
        aria-label={listing.path}
      >
        {listing.entries.map((entry) => {
          const Icon = ICONS[entry.kind];
          const isFolder = entry.kind === 'folder';
          const isOther = entry.kind === 'other' && wanted?.test(entry.name) !== true;
          return (
            <li key={entry.path}>
              <button
                type="button"
                {...(isFolder || onToggle === undefined ? {} : { 'aria-pressed': chosen.has(entry.path) })}
                disabled={!isFolder && onToggle === undefined}
                onClick={() => (isFolder ? onOpen(entry.path) : onToggle?.(entry))}
                className={`flex h-(--row) w-full items-center gap-2 px-2 text-left -outline-offset-2 ${chosen.has(entry.path) ? 'bg-selected' : 'hover:bg-hover'} ${isOther ? 'text-muted' : ''}`}
              >
                <Icon size={16} aria-hidden className="shrink-0" />
                <span className="min-w-0 flex-1 truncate">{entry.name}</span>
                {entry.bytes !== undefined && (
                  <span className="tabular shrink-0 text-xs text-muted">{sizeText(entry.bytes, i18n.language)}</span>
                )}
              </button>
            </li>
          );
        })}
        {listing.entries.length === 0 && <li className="p-4 text-center text-muted">{t('browseEmpty')}</li>}
      </ul>
      {listing.isCut && <p className="text-xs text-muted">{t('browseCut')}</p>}
    </>
  );
}

interface Found {
  readonly listing?: FolderListing;
  readonly error?: ErrorData;
  /** What was asked for. */
  readonly of?: { readonly path: string | undefined };
}

/** What is in a folder. When the first one cannot be listed, the user's own is. */
function useFolder(path: string | undefined): {
  readonly listing?: FolderListing;
  /** What is listed is not the folder that was asked for; that one is on its way. */
  readonly isStale: boolean;
  readonly places: readonly FolderPlace[];
  readonly error?: ErrorData;
} {
  const { api } = useHost();
  const isListed = useRef(false);
  const [places, setPlaces] = useState<readonly FolderPlace[]>([]);
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const list = async (): Promise<FolderListing> => {
      try {
        return await ask(api, 'files.browse', path === undefined ? {} : { path }, { signal });
      } catch (error) {
        if (path === undefined || isListed.current || signal.aborted) throw error;
        return await ask(api, 'files.browse', {}, { signal });
      }
    };
    list().then(
      (listing) => {
        if (signal.aborted) return;
        isListed.current = true;
        setFound({ listing, of: { path } });
      },
      (error: unknown) => {
        if (!signal.aborted)
          setFound(({ listing }) => ({ ...(listing && { listing }), of: { path }, error: toAppError(error).toData() }));
      },
    );
    return () => stopping.abort();
  }, [api, path]);
  useEffect(() => {
    const stopping = new AbortController();
    // Without the places the folders themselves still lead everywhere.
    ask(api, 'files.places', {}, { signal: stopping.signal }).then(setPlaces, () => undefined);
    return () => stopping.abort();
  }, [api]);
  const { of, ...shown } = found;
  return { ...shown, isStale: of === undefined || of.path !== path, places };
}
