import type { i18n } from 'i18next';
import type { DocumentListing } from '../../contract/document-calls.ts';
import { CATALOGUE, type CommandId, titleKey } from '../commands/catalogue.ts';
import { type CommandHandler, keysOf, runCommand } from '../commands/command-table.ts';
import { goTo } from '../state/navigation.ts';
import { SECTIONS } from '../views/settings/sections.ts';

/** Something the palette can do. */
export interface PaletteEntry {
  readonly key: string;
  readonly group: 'commands' | 'projects' | 'settings';
  readonly title: string;
  /** What it is searched by: the title here and in English. */
  readonly names: readonly string[];
  /** Where the command belongs, or what the entry leads to. */
  readonly place: string;
  readonly combo?: string | undefined;
  readonly enabled: boolean;
  readonly run: () => void;
}

/** Every command, those that can be done now first. */
export function commandEntries(
  texts: i18n,
  handlers: ReadonlyMap<CommandId, readonly CommandHandler[]>,
): readonly PaletteEntry[] {
  const t = texts.getFixedT(null, 'commands');
  const english = texts.getFixedT('en', 'commands');
  const entries = CATALOGUE.filter(({ id }) => id !== 'app.palette').map(({ id, scope }): PaletteEntry => {
    const title = t(titleKey(id));
    return {
      key: id,
      group: 'commands',
      title,
      names: [title, english(titleKey(id))],
      place: t(`scope_${scope}`),
      combo: keysOf(id)[0],
      enabled: handlers.get(id)?.at(-1)?.enabled ?? false,
      run: () => void runCommand(id),
    };
  });
  return [...entries.filter(({ enabled }) => enabled), ...entries.filter(({ enabled }) => !enabled)];
}

export function projectEntries(texts: i18n, documents: readonly DocumentListing[]): readonly PaletteEntry[] {
  const t = texts.getFixedT(null, 'commands');
  return documents.map(({ job, title, path }): PaletteEntry => {
    const name = title ?? path.split(/[\\/]/).at(-1) ?? path;
    return {
      key: `project-${job}`,
      group: 'projects',
      title: name,
      names: [name, path],
      place: t('groupProjects'),
      enabled: true,
      run: () => goTo({ view: 'editor', id: job }),
    };
  });
}

export function settingsEntries(texts: i18n): readonly PaletteEntry[] {
  const t = texts.getFixedT(null, 'settings');
  const english = texts.getFixedT('en', 'settings');
  return SECTIONS.map(({ id }): PaletteEntry => {
    const title = t(`section_${id}`);
    return {
      key: `settings-${id}`,
      group: 'settings',
      title,
      names: [title, english(`section_${id}`)],
      place: t('title'),
      enabled: true,
      run: () => goTo({ view: 'settings', section: id }),
    };
  });
}
