import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import { FORMAT_IDS } from '../../core/formats/codec.ts';
import {
  type ExtraCheck,
  parseSetting,
  parseSettings,
  type RejectedSetting,
} from '../../core/settings/read-settings.ts';
import { isSettingKey, SETTINGS, type SettingKey, type Settings } from '../../core/settings/schema.ts';
import type { Store } from '../../platform/store/open-store.ts';
import { settingsTable } from '../../platform/store/settings-table.ts';
import { AppError } from '../../shared/app-error.ts';

/** What the functions of this folder need of a library. */
export interface SettingsLibrary {
  readonly store: Store;
  readonly settings: ReturnType<typeof settingsTable>;
}

/** A setting that is not as its user left it; hosts show `message`. */
export interface SettingNotice {
  readonly key: string;
  readonly code: RejectedSetting['code'];
  readonly message: string;
  /** False when the same value was met, and told, before. */
  readonly isNew: boolean;
}

export interface CurrentSettings {
  readonly values: Settings;
  readonly notices: readonly SettingNotice[];
}

/** The settings of an open store. */
export function settingsLibrary(store: Store): SettingsLibrary {
  return { store, settings: settingsTable(store.db) };
}

/** What only the whole program knows: which profiles and formats there are. */
const check: ExtraCheck = (key, value) => {
  if (key === 'defaultProfile' && typeof value === 'string' && findProfile(value) === undefined) {
    return `There is no rule profile ${value}; there are ${RULE_PROFILES.map(({ id }) => id).join(', ')}.`;
  }
  if (key !== 'defaultFormats' || !Array.isArray(value)) return undefined;
  const unknown = value.find((format) => !(FORMAT_IDS as readonly unknown[]).includes(format)) as unknown;
  return unknown === undefined
    ? undefined
    : `There is no format ${String(unknown)}; there are ${FORMAT_IDS.join(', ')}.`;
};

/**
 * The settings of a library. Bad content never throws: a value that cannot be used leaves the default in its place, is
 * copied aside once and stays where it is, since a newer Voxlane may know it. Each comes with a notice.
 * Throws `disk-full` only.
 */
export function readSettings(library: SettingsLibrary): CurrentSettings {
  const { settings, rejected } = parseSettings(library.settings.list(), check);
  if (rejected.length === 0) return { values: settings, notices: [] };
  const isNew = library.store.commit(() => rejected.map((row) => library.settings.setAside(row)));
  return { values: settings, notices: rejected.map((row, index) => noticeOf(row, isNew[index] ?? true)) };
}

/** Stores a setting; on the disk when this returns. Throws `options-invalid`, naming what is allowed; nothing is changed then. */
export function setSetting(library: SettingsLibrary, key: string, value: unknown): CurrentSettings {
  const known = requireKey(key);
  const parsed = parseSetting(known, value, check);
  if (parsed.kind === 'refused') throw refused(known, parsed.reason);
  // Absent is how optional settings say "as if never set".
  if (parsed.value === undefined) return resetSetting(library, key);
  library.store.commit(() => {
    keepAside(library, key);
    library.settings.set(key, JSON.stringify(parsed.value));
  });
  return readSettings(library);
}

/** Goes back to the default of a setting. Throws `options-invalid` for a key that is none. */
export function resetSetting(library: SettingsLibrary, key: string): CurrentSettings {
  requireKey(key);
  library.store.commit(() => {
    keepAside(library, key);
    library.settings.remove(key);
  });
  return readSettings(library);
}

/** A value that cannot be used is not lost when it is overwritten before it was ever read. */
function keepAside(library: SettingsLibrary, key: string): void {
  const rows = library.settings.list().filter((row) => row.key === key);
  for (const row of parseSettings(rows, check).rejected) library.settings.setAside(row);
}

function noticeOf({ key, code, reason }: RejectedSetting, isNew: boolean): SettingNotice {
  const effect =
    code === 'unknown'
      ? 'It is left as it is for the version that wrote it.'
      : 'The default is used; the stored value was put aside.';
  return { key, code, isNew, message: `The setting ${key} cannot be used. ${reason} ${effect}` };
}

function requireKey(key: string): SettingKey {
  if (isSettingKey(key)) return key;
  throw new AppError(
    'options-invalid',
    {
      what: `There is no setting ${JSON.stringify(key.slice(0, 100))}.`,
      meaning: 'Nothing was changed.',
      action: `Choose one of: ${Object.keys(SETTINGS).join(', ')}.`,
    },
    { details: { key: key.slice(0, 100) } },
  );
}

function refused(key: SettingKey, reason: string): AppError {
  return new AppError(
    'options-invalid',
    { what: reason, meaning: 'The setting was not changed.', action: `${key}: ${SETTINGS[key].doc}` },
    { details: { key } },
  );
}
