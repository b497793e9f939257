import { Command, useCommandState } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentListing } from '../../contract/document-calls.ts';
import { ask } from '../client/ask.ts';
import { useHost } from '../client/studio-context.tsx';
import { commandTable, isMac } from '../commands/command-table.ts';
import { showCombo } from '../commands/keys.ts';
import { tellError } from '../state/notices.ts';
import { useStored } from '../state/store.ts';
import { Keys } from '../ui/keys.tsx';
import { announce } from '../ui/live-region.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import { commandEntries, type PaletteEntry, projectEntries, settingsEntries } from './palette-entries.ts';
import { fitOf } from './palette-search.ts';
import { recentEntries, rememberEntry } from './recent-commands.ts';

/** A list of everything that can be done, narrowed by typing. What is chosen runs after the focus is back. */
export function CommandDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.3)]" />
        <Content onClose={onClose} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('commands');
  const focusBack = useFocusBack();
  const chosen = useRef<PaletteEntry>(undefined);
  return (
    <Radix.Content
      aria-describedby={undefined}
      onCloseAutoFocus={(event) => {
        focusBack(event);
        const entry = chosen.current;
        chosen.current = undefined;
        // After this event the command acts where the focus was.
        if (entry !== undefined) setTimeout(() => entry.run());
      }}
      className="floating fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[calc(100vw-2rem)] max-w-2xl -translate-x-1/2 flex-col overflow-hidden"
    >
      <Radix.Title className="sr-only">{t('title')}</Radix.Title>
      <EntryList
        onChoose={(entry) => {
          rememberEntry(entry.key);
          chosen.current = entry;
          onClose();
        }}
      />
    </Radix.Content>
  );
}

function EntryList({ onChoose }: { readonly onChoose: (entry: PaletteEntry) => void }) {
  const { t, i18n } = useTranslation('commands');
  const { api } = useHost();
  const handlers = useStored(commandTable, (table) => table.handlers);
  const [documents, setDocuments] = useState<readonly DocumentListing[]>([]);
  const [recent] = useState(() => recentEntries());
  useEffect(() => {
    const abort = new AbortController();
    ask(api, 'documents.list', {}, { signal: abort.signal }).then(setDocuments, (error: unknown) => {
      if (!abort.signal.aborted) tellError(error);
    });
    return () => abort.abort();
  }, [api]);
  const entries = useMemo(
    () =>
      recentFirst(
        [...commandEntries(i18n, handlers), ...projectEntries(i18n, documents), ...settingsEntries(i18n)],
        recent,
      ),
    [i18n, handlers, documents, recent],
  );
  const byKey = useMemo(() => new Map(entries.map((entry) => [entry.key, entry])), [entries]);
  const groups = [
    ['commands', t('groupCommands')],
    ['projects', t('groupProjects')],
    ['settings', t('groupSettings')],
  ] as const;
  return (
    <Command
      label={t('title')}
      loop
      filter={(key, typed) => {
        const entry = byKey.get(key);
        const fit = entry === undefined ? 0 : fitOf(entry.names, typed);
        // What can be done now comes before anything that cannot.
        return fit > 0 && entry?.enabled === true ? 1 + fit : fit;
      }}
      className="flex min-h-0 flex-col"
    >
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search size={16} aria-hidden className="text-muted" />
        <Command.Input
          autoFocus
          placeholder={t('placeholder')}
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
        />
        <Count />
      </div>
      <Command.List label={t('title')} className="min-h-0 flex-1 overflow-auto p-1">
        <Command.Empty className="p-4 text-center text-muted">{t('none')}</Command.Empty>
        {groups.map(([group, heading]) => (
          <Command.Group
            key={group}
            heading={heading}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {entries
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <Row key={entry.key} entry={entry} onChoose={onChoose} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Row({ entry, onChoose }: { readonly entry: PaletteEntry; readonly onChoose: (entry: PaletteEntry) => void }) {
  const { t } = useTranslation('commands');
  return (
    <Command.Item
      value={entry.key}
      disabled={!entry.enabled}
      onSelect={() => onChoose(entry)}
      className="flex min-h-8 items-center gap-3 rounded-sm px-2 py-1 text-sm aria-disabled:text-muted aria-selected:bg-selected"
    >
      <span className="min-w-0 flex-1 truncate">{entry.title}</span>
      <span className="text-xs text-muted">{entry.enabled ? entry.place : t('notNow')}</span>
      {entry.combo !== undefined && <Keys text={showCombo(entry.combo, isMac)} />}
    </Command.Item>
  );
}

/** How much is left of the list, shown and said. */
function Count() {
  const { t } = useTranslation('commands');
  const count = useCommandState((state) => state.filtered.count);
  const search = useCommandState((state) => state.search);
  const text = t('found', { count });
  useEffect(() => {
    if (search !== '') announce(text);
  }, [search, text]);
  return <span className="tabular text-xs text-muted">{text}</span>;
}

/** Entries used lately go to the front, where they can be done now. */
function recentFirst(entries: readonly PaletteEntry[], recent: readonly string[]): readonly PaletteEntry[] {
  const rank = (entry: PaletteEntry): number => {
    const index = recent.indexOf(entry.key);
    return index === -1 || !entry.enabled ? recent.length : index;
  };
  return [...entries].sort((a, b) => rank(a) - rank(b));
}
