import { z } from 'zod';
import { DEVICE_WISHES } from '../../shared/device.ts';

/** One setting: what values it takes, what holds when nobody chose, and a line for help and settings windows. */
interface Setting<T> {
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly doc: string;
}

function setting<S extends z.ZodType>(schema: S, standard: z.infer<S>, doc: string): Setting<z.infer<S>> {
  return { schema: schema as unknown as z.ZodType<z.infer<S>>, default: standard, doc };
}

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not a name of that kind');
const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'not a path');

/** Every setting of a library, with schema, default and one line of help. Keys are stored: never rename, only add. */
export const SETTINGS = {
  parallelJobs: setting(
    z.union([z.literal('auto'), z.int().min(1).max(16)]),
    'auto',
    'How many recordings are worked on at a time; auto fits the machine.',
  ),
  parallelDownloads: setting(z.int().min(1).max(8), 2, 'How many downloads run at a time.'),
  allowLocalNetwork: setting(z.boolean(), false, 'Let web sources come from this machine and the local network.'),
  offline: setting(z.boolean(), false, 'Never use the network, neither for sources nor for models.'),
  modelsFolder: setting(path.optional(), undefined, 'Where models are kept, when not in the usual folder.'),
  device: setting(
    z.enum(DEVICE_WISHES),
    'auto',
    'What models run on: auto takes the best device that works, cpu never tries another.',
  ),
  defaultLanguage: setting(
    z
      .string()
      .regex(/^[a-z]{2,3}$/, 'not a language code')
      .optional(),
    undefined,
    'Language of new jobs as a code such as fr; detected when absent.',
  ),
  defaultProfile: setting(name, 'netflix-en', 'Rule profile of new jobs.'),
  defaultFormats: setting(
    z.array(name).min(1).max(20),
    ['srt', 'vtt', 'json', 'rttm', 'txt'],
    'Formats that new jobs write.',
  ),
  defaultRoles: setting(
    z.array(z.string().min(1).max(80)).max(64),
    [],
    'Names of the channels of new jobs in order, e.g. agent,customer.',
  ),
  rolePatterns: setting(
    z.array(z.string().min(1).max(200)).max(50),
    [],
    'Rules that tell those names from file names, e.g. *_agent-left*=agent|customer.',
  ),
  maxDownloadMiB: setting(z.int().min(1).max(1_048_576), 8192, 'Largest download from the web, in MiB.'),
  allowOldYtdlp: setting(z.boolean(), false, 'Use a yt-dlp that is older than Voxlane advises.'),
  keepArtifacts: setting(
    z.boolean(),
    true,
    'Keep the results of stages, so that a changed job need not run them again.',
  ),
  voiceLibrary: setting(
    z.enum(['off', 'on']),
    'off',
    'Recognise people by voices you stored; switched on by `voxlane voices enable`, which asks for consent.',
  ),
  uiLanguage: setting(z.enum(['system', 'en', 'fr', 'tr']), 'system', 'Language of menus and messages.'),
  developerTools: setting(z.boolean(), false, 'Offer developer tools and reload in the desktop app; from its next start.'),
  theme: setting(z.enum(['system', 'light', 'dark']), 'system', 'Colours of the windows.'),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type Settings = { readonly [K in SettingKey]: (typeof SETTINGS)[K]['default'] };

/** Whether a text is the key of a setting this version knows. */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}
