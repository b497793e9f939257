import type { settings } from '../../i18n/en/settings.ts';

/** A part of the settings with a place in the address, and the texts of what is in it, to be searched. */
export const SECTIONS = [
  {
    id: 'general',
    rows: [
      'uiLanguage',
      'defaultLanguage',
      'defaultProfile',
      'defaultSpeakers',
      'defaultFormats',
      'defaultPreset',
      'defaultQuality',
      'notifications',
    ],
  },
  { id: 'appearance', rows: ['theme', 'density', 'fontSize', 'reducedMotion'] },
  { id: 'editor', rows: ['editorFont', 'spellCheck', 'ownWords', 'skipSeconds', 'leadInMs'] },
  {
    id: 'devices',
    rows: ['device', 'performance', 'parallelJobs', 'engines', 'running', 'gpuTest', 'findings', 'speeds', 'tools'],
  },
  { id: 'models', rows: ['toModels', 'modelsFolder'] },
  {
    id: 'network',
    rows: [
      'offline',
      'allowLocalNetwork',
      'proxy',
      'parallelDownloads',
      'maxDownloadMiB',
      'allowOldYtdlp',
      'asrUrl',
      'asrHosts',
      'asrApi',
      'asrModel',
      'leaves',
      'keysSecret',
    ],
  },
  { id: 'llms', rows: ['languageModels', 'llmHosts', 'defaultTranslate'] },
  { id: 'voices', rows: [] },
  { id: 'keys', rows: ['keymap'] },
  { id: 'storage', rows: ['library', 'keepArtifacts'] },
  { id: 'about', rows: ['version', 'licence', 'glossary'] },
] as const satisfies readonly { readonly id: string; readonly rows: readonly (keyof typeof settings)[] }[];

export type SectionId = (typeof SECTIONS)[number]['id'];
export type RowId = (typeof SECTIONS)[number]['rows'][number];

/** The section an address names; the first for any other text. */
export function sectionOf(name: string | undefined): SectionId {
  return SECTIONS.find(({ id }) => id === name)?.id ?? SECTIONS[0].id;
}
