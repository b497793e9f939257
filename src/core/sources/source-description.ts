import { z } from 'zod';
import { cleanTitle } from './clean-title.ts';
import { isLanguageTag, type SourceChapter, type SourceInfo } from './source-info.ts';
import { judgeUrl } from './url-policy.ts';

/** What `NAME.source.json` says about the recording beside it. */
export interface SourceDescription {
  /** Names the address and the wishes the recording was downloaded with. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly uploader?: string;
  readonly extractor?: string;
  readonly sizeBytes: number;
  readonly chapters: readonly SourceChapter[];
  /** Names of files in the same folder. */
  readonly media: string;
  readonly captions: readonly { readonly language: string; readonly file: string }[];
}

const MAX_CHAPTERS = 2000;
const MAX_CAPTIONS = 500;
const line = z.string().max(10_000).transform(cleanTitle);
const plainName = z.string().regex(/^(?!\.{1,2}$)[^/\\\0]{1,255}$/);
const chapterSchema = z
  .object({ startMs: z.int().nonnegative(), endMs: z.int(), title: line })
  .refine(({ startMs, endMs }) => endMs > startMs);
const captionsSchema = z.object({ language: z.string().refine(isLanguageTag), file: plainName });
const fileSchema = z.object({
  schema: z.literal(1),
  id: z.string().max(100),
  url: z.string().refine(isShowable),
  title: line,
  uploader: line.optional(),
  extractor: line.optional(),
  sizeBytes: z.number().nonnegative(),
  chapters: z.array(chapterSchema).max(MAX_CHAPTERS),
  files: z.object({ media: plainName, captions: z.array(captionsSchema).max(MAX_CAPTIONS).default([]) }),
});

function isShowable(url: string): boolean {
  return judgeUrl(url, { allowLocalNetwork: true }).kind === 'allowed';
}

/** Reads the text of a `.source.json` file; `undefined` when it is none. Never throws. */
export function readSourceFile(text: string): SourceDescription | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = fileSchema.safeParse(data).data;
  if (parsed === undefined) return undefined;
  const { id, url, title, uploader = '', extractor = '', sizeBytes, chapters, files } = parsed;
  return {
    id,
    url,
    title,
    ...(uploader === '' ? {} : { uploader }),
    ...(extractor === '' ? {} : { extractor }),
    sizeBytes,
    chapters,
    ...files,
  };
}

/** The text of a `.source.json` file. */
export function writeSourceFile(
  about: Pick<SourceDescription, 'id' | 'url' | 'sizeBytes' | 'media' | 'captions'>,
  info: SourceInfo,
): string {
  const { id, url, sizeBytes, media, captions } = about;
  const { title, uploader, extractor, durationMs, chapters } = info;
  const described = { schema: 1, id, url, title, uploader, extractor, durationMs, sizeBytes, chapters };
  const file = { ...described, captionsOffered: info.captions, files: { media, captions } };
  return `${JSON.stringify(file, null, 2)}\n`;
}
