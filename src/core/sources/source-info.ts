import { z } from 'zod';
import { secondsToMs } from '../../shared/units.ts';
import { cleanTitle } from './clean-title.ts';
import { isWebAddress } from './url-policy.ts';

/** One chapter of a recording, in integer milliseconds. */
export interface SourceChapter {
  readonly startMs: number;
  readonly endMs: number;
  readonly title: string;
}

/** Captions that the source offers in one language. */
interface SourceCaptions {
  readonly language: string;
  readonly kind: 'written' | 'automatic';
  readonly formats: readonly string[];
}

/** What is known of a recording on the web before it is downloaded. */
export interface SourceInfo {
  readonly title: string;
  readonly uploader?: string;
  readonly durationMs?: number;
  readonly sizeBytes?: number;
  readonly extractor?: string;
  /** The source's own id of the recording. */
  readonly recordingId?: string;
  /** Where the one file of the recording lies, when there is just one and it is fetched as it is. */
  readonly mediaUrl?: string;
  readonly isLive: boolean;
  readonly chapters: readonly SourceChapter[];
  readonly captions: readonly SourceCaptions[];
}

/** One entry of a playlist; without `url` it can only be reached as the playlist's n-th item. */
interface ListedEntry {
  readonly index: number;
  readonly title?: string;
  readonly url?: string;
  readonly durationMs?: number;
  /** Present where the list holds the whole description instead of a link to it. */
  readonly info?: SourceInfo;
}

export type SourceReport =
  | { readonly kind: 'recording'; readonly info: SourceInfo }
  | { readonly kind: 'playlist'; readonly title: string; readonly entries: readonly ListedEntry[] };

const text = z.string().max(100_000).nullish().catch(undefined);
const count = z.number().nonnegative().nullish().catch(undefined);
const MAX_CHAPTERS = 2000;
const MAX_LANGUAGES = 500;

const chapterSchema = z.object({ start_time: z.number(), end_time: z.number(), title: text });
const captionsSchema = z
  .record(z.string(), z.array(z.object({ ext: text })).catch([]))
  .nullish()
  .catch(undefined);
const reportSchema = z.object({
  _type: text,
  id: text,
  url: text,
  protocol: text,
  direct: z.boolean().nullish().catch(undefined),
  formats: z.array(z.unknown()).nullish().catch(undefined),
  title: text,
  uploader: text,
  channel: text,
  extractor_key: text,
  duration: count,
  filesize: count,
  is_live: z.boolean().nullish().catch(undefined),
  chapters: z.array(z.unknown()).nullish().catch(undefined),
  subtitles: captionsSchema,
  automatic_captions: captionsSchema,
  entries: z.array(z.unknown()).nullish().catch(undefined),
});

/**
 * Reads what `yt-dlp -J` printed. It repeats what a stranger's server said, so every field is checked, wrong ones are
 * left out and texts are cleaned. `undefined` when it is no such report.
 */
export function readSourceReport(json: string): SourceReport | undefined {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = reportSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const report = parsed.data;
  if (report._type !== 'playlist' && report._type !== 'multi_video') return { kind: 'recording', info: toInfo(report) };
  const entries = (report.entries ?? []).flatMap((entry, position) => {
    const known = reportSchema.safeParse(entry);
    return known.success ? [toEntry(known.data, position + 1)] : [];
  });
  return { kind: 'playlist', title: cleanTitle(report.title ?? ''), entries };
}

function toEntry(entry: z.infer<typeof reportSchema>, index: number): ListedEntry {
  const title = cleanTitle(entry.title ?? '');
  const linked = entry._type === 'url' || entry._type === 'url_transparent';
  const url = linked && entry.url !== null && entry.url !== '' ? entry.url : undefined;
  return {
    index,
    ...(title === '' ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...lengthOf(entry.duration),
    ...(linked ? {} : { info: toInfo(entry) }),
  };
}

function lengthOf(seconds: number | null | undefined): { readonly durationMs?: number } {
  return typeof seconds === 'number' ? { durationMs: secondsToMs(seconds) } : {};
}

/** Manifests name other files, so only plain http(s) downloads count. */
function onlyFile({ url, protocol, direct, formats }: z.infer<typeof reportSchema>): { readonly mediaUrl?: string } {
  const single = direct === true || (formats ?? []).length === 1;
  const plain = protocol === 'http' || protocol === 'https';
  return single && plain && typeof url === 'string' && isWebAddress(url) ? { mediaUrl: url } : {};
}

function toInfo(report: z.infer<typeof reportSchema>): SourceInfo {
  const uploader = cleanTitle(report.uploader ?? report.channel ?? '');
  const { filesize, extractor_key: extractor, id } = report;
  return {
    title: cleanTitle(report.title ?? ''),
    ...(uploader === '' ? {} : { uploader }),
    ...lengthOf(report.duration),
    ...(typeof filesize === 'number' ? { sizeBytes: Math.round(filesize) } : {}),
    ...(typeof extractor === 'string' ? { extractor: cleanTitle(extractor) } : {}),
    ...(typeof id === 'string' ? { recordingId: cleanTitle(id) } : {}),
    ...onlyFile(report),
    isLive: report.is_live === true,
    chapters: readChapters(report.chapters ?? []),
    captions: [
      ...readCaptions(report.subtitles ?? {}, 'written'),
      ...readCaptions(report.automatic_captions ?? {}, 'automatic'),
    ],
  };
}

function readChapters(list: readonly unknown[]): SourceChapter[] {
  return list.slice(0, MAX_CHAPTERS).flatMap((item) => {
    const { success, data } = chapterSchema.safeParse(item);
    if (!success || data.start_time < 0 || data.end_time <= data.start_time) return [];
    const times = { startMs: secondsToMs(data.start_time), endMs: secondsToMs(data.end_time) };
    return [{ ...times, title: cleanTitle(data.title ?? '') }];
  });
}

function readCaptions(
  table: Readonly<Record<string, readonly { readonly ext?: string | null | undefined }[]>>,
  kind: SourceCaptions['kind'],
): SourceCaptions[] {
  return Object.entries(table)
    .filter(([language]) => isLanguageTag(language))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_LANGUAGES)
    .map(([language, formats]) => {
      const endings = formats.map((format) => format.ext ?? '').filter((ext) => /^[a-z0-9]{1,8}$/.test(ext));
      return { language, kind, formats: [...new Set(endings)] };
    });
}

/** Language tags go into file names, so only plain ones are taken. */
export function isLanguageTag(tag: string): boolean {
  return /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,4}$/.test(tag);
}
