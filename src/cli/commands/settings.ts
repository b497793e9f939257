import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SettingsState } from '../../contract/settings-calls.ts';
import { isSettingKey, SETTINGS } from '../../core/settings/schema.ts';
import { t } from '../i18n/translate.ts';
import { folderName } from '../option-values.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { formatTable, printable } from '../terminal-text.ts';

/** Adds `voxlane settings` and its commands. */
export function addSettings(program: Command): void {
  const settings = program.command('settings').description(t('settings.description'));
  const sub = (name: string, text: string): Command =>
    settings.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);
  sub('list', t('settings.list'))
    .option('--json', t('option.json'))
    .action(async (flags: HomeFlags & { json?: boolean }) => {
      const state = await ask(flags, 'settings.get', {});
      process.stdout.write(flags.json === true ? `${JSON.stringify(state, null, 2)}\n` : describe(state));
      if (flags.json !== true) warn(state);
    });
  sub('set', t('settings.set'))
    .argument('<key>', t('settings.key'))
    .argument('<value>', t('settings.value'))
    .action(async (key: string, value: string, flags: HomeFlags) => {
      const state = await ask(flags, 'settings.set', { key, value: readValue(key, value) });
      print(state, key);
    });
  sub('reset', t('settings.reset'))
    .argument('<key>', t('settings.key'))
    .action(async (key: string, flags: HomeFlags) => {
      print(await ask(flags, 'settings.reset', { key }), key);
    });
}

/** What was typed as the kind of value the setting has; whether it is allowed is the studio's to say. */
function readValue(key: string, text: string): unknown {
  // Other commands run in other folders.
  if (key === 'modelsFolder' && text !== '') return resolve(text);
  const standard: unknown = isSettingKey(key) ? SETTINGS[key].default : undefined;
  if (Array.isArray(standard))
    return text.trim().startsWith('[') ? readJson(text) : text.split(',').map((part) => part.trim());
  if (typeof standard === 'object' && standard !== null) return readJson(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function describe({ values }: SettingsState): string {
  const header = [t('settings.columns.key'), t('settings.columns.value'), t('settings.columns.doc')];
  const rows = Object.entries(SETTINGS).map(([key, { doc }]) => [key, shown(values[key as keyof typeof values]), doc]);
  return formatTable([header, ...rows]);
}

function shown(value: unknown): string {
  if (value === undefined) return t('settings.unset');
  const isPlain = Array.isArray(value) && value.every((part) => typeof part === 'string');
  return printable(isPlain ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value));
}

function print(state: SettingsState, key: string): void {
  const value = shown(state.values[key as keyof typeof state.values]);
  process.stdout.write(`${t('settings.changed', { key: printable(key), value })}\n`);
  warn(state);
}

function warn({ notices }: SettingsState): void {
  for (const { message } of notices) process.stderr.write(`${t('result.warning', { message: printable(message) })}\n`);
}
