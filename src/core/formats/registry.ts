import { AppError } from '../../shared/app-error.ts';
import { activityCsvCodec, activityJsonCodec } from './activity/activity-codecs.ts';
import { chaptersCodec } from './chapters/chapters-codec.ts';
import { FORMAT_IDS, type SubtitleCodec } from './codec.ts';
import { jsonCodec } from './json/json-codec.ts';
import { rttmCodec } from './rttm/rttm-codec.ts';
import { srtCodec } from './srt/srt-codec.ts';
import { txtCodec } from './txt/txt-codec.ts';
import { vttCodec } from './vtt/vtt-codec.ts';

/** Every codec, in the order of `FORMAT_IDS`. */
export const CODECS: readonly SubtitleCodec[] = [
  srtCodec,
  vttCodec,
  jsonCodec,
  rttmCodec,
  txtCodec,
  chaptersCodec,
  activityJsonCodec,
  activityCsvCodec,
];

/** The codec for a format id, an extension with or without dot, or a file name; `undefined` when none fits. */
export function findCodec(idOrExtension: string): SubtitleCodec | undefined {
  const wanted = (idOrExtension.split(/[\\/]/).at(-1) ?? '').split('.').at(-1)?.toLowerCase();
  return CODECS.find((codec) => codec.id === wanted || codec.extensions.some((extension) => extension === wanted));
}

/** Like `findCodec`, but throws `AppError` `format-unknown` that lists the known formats. */
export function requireCodec(idOrExtension: string): SubtitleCodec {
  const codec = findCodec(idOrExtension);
  if (codec !== undefined) return codec;
  throw new AppError(
    'format-unknown',
    {
      what: `${JSON.stringify(idOrExtension)} names no subtitle format that Voxlane knows.`,
      meaning: 'Nothing was read or written.',
      action: `Choose one of: ${FORMAT_IDS.join(', ')}.`,
    },
    { details: { format: idOrExtension } },
  );
}
