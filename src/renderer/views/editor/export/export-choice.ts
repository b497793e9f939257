import { z } from 'zod';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import { FORMAT_IDS, type WriteOptions } from '../../../../core/formats/codec.ts';

export type FormatId = (typeof FORMAT_IDS)[number];

const schema = z.object({
  formats: z.array(z.enum(FORMAT_IDS)).max(FORMAT_IDS.length),
  shown: z.enum(FORMAT_IDS),
  newline: z.enum(['lf', 'crlf']),
  bom: z.boolean(),
  speakerStyle: z.enum(['auto', 'none', 'colon', 'bracket']),
  stripTags: z.boolean(),
  wordTimes: z.boolean(),
  timestamps: z.boolean(),
  fps: z.enum(['23.976', '24', '25', '29.97', '30', '50', '59.94', '60']),
});

/** What was chosen in the export dialog. `shown` is the format of the preview; `formats` are written. */
export type ExportChoice = z.infer<typeof schema>;

export const FRAME_RATES = schema.shape.fps.options;

const STANDARD: ExportChoice = {
  formats: ['srt'],
  shown: 'srt',
  newline: 'lf',
  bom: false,
  speakerStyle: 'auto',
  stripTags: false,
  wordTimes: false,
  timestamps: true,
  fps: '25',
};
/** Formats to read what there is of a document that is not finished; the others are for what is whole. */
export const FINISHED_OR_NOT: readonly FormatId[] = ['srt', 'vtt', 'txt'];

const KEY = 'voxlane.export';

/** The choice of last time, or the standard one. */
export function rememberedChoice(storage: Storage = localStorage): ExportChoice {
  try {
    return schema.parse(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    // Nothing yet, or of another version: a lost convenience, nothing else.
    return STANDARD;
  }
}

export function rememberChoice(choice: ExportChoice, storage: Storage = localStorage): void {
  storage.setItem(KEY, JSON.stringify(choice));
}

type OptionName = Exclude<keyof ExportChoice, 'formats' | 'shown'>;

/** The options that change what a format writes. */
const OPTIONS: Readonly<Record<FormatId, readonly OptionName[]>> = {
  srt: ['speakerStyle', 'stripTags', 'newline', 'bom'],
  vtt: ['wordTimes', 'stripTags', 'newline', 'bom'],
  json: [],
  rttm: ['newline'],
  txt: ['speakerStyle', 'timestamps', 'newline', 'bom'],
  chapters: ['newline', 'bom'],
  'activity-json': ['fps'],
  'activity-csv': ['fps', 'newline'],
};

export function hasOption(format: FormatId, option: OptionName): boolean {
  return OPTIONS[format].includes(option);
}

/** Formats in which lines of two speakers open as the rules say. */
const HAS_DASHES: ReadonlySet<FormatId> = new Set(['srt', 'vtt']);

/** What to ask the studio for, so that options of other formats do not get in. */
export function writeOptionsOf(
  format: FormatId,
  choice: ExportChoice,
  { dash }: Pick<RuleProfile, 'dash'>,
): WriteOptions {
  const chosen = Object.fromEntries(OPTIONS[format].map((option) => [option, choice[option]]));
  return HAS_DASHES.has(format) ? { ...chosen, dash } : chosen;
}

/** Name of the exported file: that of the recording with the format's ending, and in front of it what tells it from others. */
export function fileNameOf(recording: string, extension: string, tag = ''): string {
  const stem = recording
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .trim();
  return [stem === '' ? 'voxlane' : stem, tag, extension].filter((part) => part !== '').join('.');
}

/** The first lines of a text, and how many there are. */
export function headOf(text: string, lines: number): { readonly head: string; readonly count: number } {
  const all = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  return { head: all.slice(0, lines).join('\n'), count: all.length };
}
