import { z } from 'zod';
import { PERFORMANCE_PROFILES } from '../../shared/performance.ts';
import { QUALITIES } from '../../shared/quality.ts';
import { REMOTE_APIS, remoteProblem } from '../remote-asr/remote-asr.ts';
import { DEVICE_WISHES } from '../../shared/device.ts';
import { languageCodeSchema } from '../document/notes/language-code.ts';
import { llmChoiceSchema } from '../llm/llm-choice.ts';

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

const commandName = z.string().regex(/^[a-z][A-Za-z0-9.-]{0,63}$/, 'not a command');
/** E.g. `Ctrl+Shift+K`; the keymap of the page says which are possible. */
const keys = z.string().regex(/^[^\s\p{C}]{1,40}$/u, 'not a key');
const proxyAddress = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'http:', 'not an http:// address');

const serverAddress = z
  .string()
  .max(2048)
  .refine(
    (text) => remoteProblem({ url: text, plainHttp: false }) === undefined,
    'not an address for speech: https, or this computer',
  );
const serverModel = z.string().regex(/^[^\s\p{C}]{1,200}$/u, 'not the name of a model');

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
  asrUrl: setting(
    serverAddress.optional(),
    undefined,
    'Speech server that recognises in new jobs, e.g. http://127.0.0.1:8000; models of this computer when absent.',
  ),
  asrApi: setting(z.enum(REMOTE_APIS), 'openai', 'What that server is: openai for all that are like it, or lemonfox.'),
  asrModel: setting(serverModel.optional(), undefined, 'Name of the model on that server.'),
  asrHosts: setting(
    z.array(z.string().min(1).max(255)).max(100),
    [],
    'Hosts that sound may be sent to; a job for any other host of the network is refused.',
  ),
  llmHosts: setting(
    z.array(z.string().min(1).max(255)).max(100),
    [],
    'Hosts that texts may be sent to, where a language model runs.',
  ),
  languageModels: setting(
    z.array(llmChoiceSchema).max(20),
    [],
    'Language models for translation and the like, the preferred one first; the next takes over where one is of no use.',
  ),
  modelsFolder: setting(path.optional(), undefined, 'Where models are kept, when not in the usual folder.'),
  device: setting(
    z.enum(DEVICE_WISHES),
    'auto',
    'What models run on: auto takes the best device that works, cpu never tries another.',
  ),
  performance: setting(
    z.enum(PERFORMANCE_PROFILES),
    'auto',
    'Fixes device, precision and batch size for runs that are to be repeated: auto, gpu_fp32, gpu_fp16 or cpu.',
  ),
  defaultQuality: setting(
    z.enum(QUALITIES),
    'balanced',
    'How the recogniser of new jobs is chosen: best for accuracy, fast for speed, balanced between them.',
  ),
  defaultLanguage: setting(
    z
      .string()
      .regex(/^[a-z]{2,3}$/, 'not a language code')
      .optional(),
    undefined,
    'Language of new jobs as a code such as fr; detected when absent.',
  ),
  defaultTranslate: setting(
    z.array(languageCodeSchema).max(10),
    [],
    'Languages that new jobs are translated to, as codes such as fr,tr; needs a language model.',
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
  developerTools: setting(
    z.boolean(),
    false,
    'Offer developer tools and reload in the desktop app; from its next start.',
  ),
  theme: setting(z.enum(['system', 'light', 'dark']), 'system', 'Colours of the windows.'),
  density: setting(z.enum(['comfortable', 'compact']), 'comfortable', 'How much room rows and controls take.'),
  fontSize: setting(z.int().min(11).max(24), 14, 'Size of text in the windows, in pixels.'),
  editorFont: setting(z.enum(['sans', 'serif', 'mono']), 'sans', 'Letters of subtitle text in the editor.'),
  reducedMotion: setting(z.enum(['system', 'on', 'off']), 'system', 'Leave out movement that is only for show.'),
  keymap: setting(
    z.enum(['voxlane', 'subtitle-edit', 'aegisub']),
    'voxlane',
    'Which keys do what: ours, or those of another editor.',
  ),
  keymapOverrides: setting(
    z
      .record(commandName, z.array(keys).max(4))
      .refine((record) => Object.keys(record).length <= 500, 'too many commands'),
    {},
    'Keys of single commands that differ from the keymap; an empty list takes all keys away.',
  ),
  spellCheck: setting(z.boolean(), true, 'Underline misspelt words while typing.'),
  ownWords: setting(
    z.array(z.string().min(1).max(60)).max(10_000),
    [],
    'Words that are spelt right though no dictionary has them.',
  ),
  defaultSpeakers: setting(
    z.union([z.literal('auto'), z.int().min(1).max(50)]),
    'auto',
    'How many people talk in new recordings; auto finds out.',
  ),
  defaultPreset: setting(
    z.enum(['auto', 'demo']),
    'auto',
    'Models of new jobs: the best that fit, or the bundled ones for trying things out.',
  ),
  skipSeconds: setting(z.number().min(0.1).max(60), 1, 'How far the skip keys jump, in seconds.'),
  leadInMs: setting(z.int().min(0).max(2000), 120, 'How much is played before a subtitle, in milliseconds.'),
  notifications: setting(z.boolean(), true, 'Tell when the queue is done or a job failed.'),
  proxy: setting(
    proxyAddress.optional(),
    undefined,
    'HTTP proxy for models, speech servers and language models, e.g. http://host:3128; else that of the environment.',
  ),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type Settings = { readonly [K in SettingKey]: (typeof SETTINGS)[K]['default'] };

/** Whether a text is the key of a setting this version knows. */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}
