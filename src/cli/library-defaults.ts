import type { Command } from 'commander';
import { SETTINGS, type Settings } from '../core/settings/schema.ts';
import { AppError } from '../shared/app-error.ts';
import { libraryHome } from '../studio/folders.ts';
import { hasLibrary } from '../studio/has-library.ts';
import { t } from './i18n/translate.ts';
import { ask, type HomeFlags } from './queue-access.ts';

/** The settings of the chosen library; the defaults where there is none. */
export async function settingsOf(flags: HomeFlags): Promise<Settings> {
  if (hasLibrary(libraryHome(flags.home))) return (await ask(flags, 'settings.get', {})).values;
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([key, { default: value }]) => [key, value]),
  ) as unknown as Settings;
}

/** Which setting stands for an option that was not given. */
const OF_JOBS = {
  language: 'defaultLanguage',
  profile: 'defaultProfile',
  formats: 'defaultFormats',
  modelsDir: 'modelsFolder',
  roles: 'defaultRoles',
  rolesPattern: 'rolePatterns',
  device: 'device',
  quality: 'defaultQuality',
  performance: 'performance',
  asrUrl: 'asrUrl',
  asrModel: 'asrModel',
  asrApi: 'asrApi',
} as const;
const OF_NETWORK = {
  maxSize: 'maxDownloadMiB',
  allowLocalNetwork: 'allowLocalNetwork',
  allowOldYtdlp: 'allowOldYtdlp',
} as const;

/** Options of a command that adds jobs, with the library's settings in place of what was not said. */
export function withJobDefaults<Flags extends object>(command: Command, flags: Flags, settings: Settings): Flags {
  return withDefaults(command, flags, settings, { ...OF_JOBS, ...OF_NETWORK });
}

/** The same for a command that only downloads. */
export function withNetworkDefaults<Flags extends object>(command: Command, flags: Flags, settings: Settings): Flags {
  return withDefaults(command, flags, settings, OF_NETWORK);
}

function withDefaults<Flags extends object>(
  command: Command,
  flags: Flags,
  settings: Settings,
  names: Readonly<Record<string, keyof Settings>>,
): Flags {
  const missing = Object.entries(names).filter(([flag, key]) => {
    const source = command.getOptionValueSource(flag);
    return source !== 'cli' && source !== 'env' && settings[key] !== undefined;
  });
  return { ...flags, ...Object.fromEntries(missing.map(([flag, key]) => [flag, settings[key]])) };
}

/** Throws when the user wants nothing to leave this computer. */
export function requireOnline(settings: Pick<Settings, 'offline'>, code: 'source-refused' | 'download-failed'): void {
  if (!settings.offline) return;
  throw new AppError(code, {
    what: t('error.offline'),
    meaning: t('error.nothingSent'),
    action: t('error.goOnline'),
  });
}
