import {
  AudioLines,
  Boxes,
  Cpu,
  Globe,
  HardDrive,
  Info,
  Keyboard,
  Languages,
  type LucideIcon,
  Palette,
  PencilLine,
  SlidersHorizontal,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldText } from '../../app/palette-search.ts';
import { goTo } from '../../state/navigation.ts';
import { TextInput } from '../../ui/field.tsx';
import { type RowId, SECTIONS, type SectionId } from './sections.ts';

const ICONS: Readonly<Record<SectionId, LucideIcon>> = {
  general: SlidersHorizontal,
  appearance: Palette,
  editor: PencilLine,
  devices: Cpu,
  models: Boxes,
  network: Globe,
  llms: Languages,
  voices: AudioLines,
  keys: Keyboard,
  storage: HardDrive,
  about: Info,
};

/** The sections, narrowed by a search that also leads to single settings. */
export function SectionList({ current, onRow }: { readonly current: SectionId; readonly onRow: (row: RowId) => void }) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState('');
  const wanted = foldText(typed.trim());
  const fits = (text: string): boolean => foldText(text).includes(wanted);
  const shown = SECTIONS.map(({ id, rows }) => ({
    id,
    title: t(`section_${id}`),
    rows: wanted === '' ? [] : (rows as readonly RowId[]).filter((row) => fits(t(row))),
  })).filter(({ title, rows }) => rows.length > 0 || fits(title));
  return (
    <nav
      aria-label={t('sections')}
      className="flex max-h-44 shrink-0 flex-col gap-1 overflow-auto border-b border-line bg-surface p-3 sm:max-h-none sm:w-60 sm:border-r sm:border-b-0"
    >
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="mb-1 w-full shrink-0"
      />
      {shown.length === 0 && <p className="p-2 text-sm text-muted">{t('searchNone')}</p>}
      <ul className="flex flex-col gap-0.5">
        {shown.map(({ id, title, rows }) => {
          const Icon = ICONS[id];
          return (
            <li key={id}>
              <a
                href={`#/settings/${id}`}
                {...(id === current ? { 'aria-current': 'page' } : {})}
                className={`flex min-h-(--control) items-center gap-2 rounded-md px-2 text-sm ${id === current ? 'bg-selected font-medium text-ink' : 'hover:bg-hover'}`}
              >
                <Icon size={16} aria-hidden className="shrink-0" />
                {title}
              </a>
              {rows.map((row) => (
                <a
                  key={row}
                  href={`#/settings/${id}`}
                  onClick={() => {
                    goTo({ view: 'settings', section: id });
                    onRow(row);
                  }}
                  className="flex min-h-6 items-center rounded-md pr-2 pl-8 text-sm text-muted hover:bg-hover hover:text-ink"
                >
                  {t(row)}
                </a>
              ))}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
