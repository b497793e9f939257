import { z } from 'zod';
import { cleanTitle } from './clean-title.ts';

/** One chapter of a recording, in integer milliseconds. */
interface SourceChapter {
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
  readonly isLive: boolean;
  readonly chapters: readonly SourceChapter[];
  readonly captions: readonly SourceCaptions[];
}

/** One entry of a playlist; without `url` it can only be reached as the playlist's n-th item. */
interface SourceEntry {
  readonly index: number;
  readonly title?: string;
  readonly url?: string;
}

export type SourceReport =
  | { readonly kind: 'recording'; readonly info: SourceInfo }
  | { readonly kind: 'playlist'; readonly title: string; readonly entries: readonly SourceEntry[] };

const text = z.string().max(100_000).nullish().catch(undefined);
const count = z.number().nonnegative().nullish().catch(undefined);
const MAX_CHAPTERS = 2000;
const MAX_LANGUAGES = 500;

const chapterSchema = z.object({ start_time: z.number(), end_time: z.number(), title: text });
const captionsSchema = z
  .record(z.string(), z.array(z.object({ ext: text })).catch([]))
  .nullish()
  .catch(undefined);
const entrySchema = z.object({ _type: text, title: text, url: text });
const reportSchema = z.object({
  _type: text,
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
 * left out and texts are cleaned. A playlist of one entry that is a whole recording counts as that recording.
 * `undefined` when it is no such report.
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
    const known = entrySchema.safeParse(entry);
    return known.success ? [toEntry(known.data, position + 1)] : [];
  });
  return { kind: 'playlist', title: cleanTitle(report.title ?? ''), entries };
}

function toEntry(entry: z.infer<typeof entrySchema>, index: number): SourceEntry {
  const title = cleanTitle(entry.title ?? '');
  const linked = entry._type === 'url' || entry._type === 'url_transparent';
  const url = linked && entry.url !== null && entry.url !== '' ? entry.url : undefined;
  return { index, ...(title === '' ? {} : { title }), ...(url === undefined ? {} : { url }) };
}

function toInfo(report: z.infer<typeof reportSchema>): SourceInfo {
  const uploader = cleanTitle(report.uploader ?? report.channel ?? '');
  const { duration, filesize, extractor_key: extractor } = report;
  return {
    title: cleanTitle(report.title ?? ''),
    ...(uploader === '' ? {} : { uploader }),
    ...(typeof duration === 'number' ? { durationMs: Math.round(duration * 1000) } : {}),
    ...(typeof filesize === 'number' ? { sizeBytes: Math.round(filesize) } : {}),
    ...(typeof extractor === 'string' ? { extractor: cleanTitle(extractor) } : {}),
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
    const times = { startMs: Math.round(data.start_time * 1000), endMs: Math.round(data.end_time * 1000) };
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
