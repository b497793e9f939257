import { MEDIA_EXTENSIONS } from '../../../core/sources/media-extensions.ts';
import { isWebAddress } from '../../../core/sources/url-policy.ts';

/** What is to become of dropped or pasted things. */
export type DropPlan =
  | { readonly kind: 'recordings'; readonly files: readonly File[] }
  | { readonly kind: 'addresses'; readonly urls: readonly string[] }
  /** Subtitles become the cues of a project. */
  | { readonly kind: 'captions'; readonly file: File; readonly project: number }
  | { readonly kind: 'refused'; readonly reason: DropRefusal };

type DropRefusal = 'nothing' | 'text' | 'captionsAlone' | 'captionsSeveral' | 'noMedia';

/** Endings of subtitles that a project can take over; `txt` and `json` only when dropped onto one. */
const CAPTIONS: ReadonlySet<string> = new Set(['srt', 'vtt']);
const CAPTIONS_HERE: ReadonlySet<string> = new Set([...CAPTIONS, 'txt', 'json']);
const MOST_ADDRESSES = 200;

/** Decides what files mean, dropped onto a project or elsewhere. `fromFolder`: only what looks like media is meant. */
export function planFiles(files: readonly File[], project: number | undefined, fromFolder = false): DropPlan {
  if (files.length === 0) return { kind: 'refused', reason: fromFolder ? 'noMedia' : 'nothing' };
  const captions = files.filter((file) => (project === undefined ? CAPTIONS : CAPTIONS_HERE).has(endingOf(file.name)));
  if (captions.length === files.length && !fromFolder) {
    const [file] = captions;
    if (project === undefined || file === undefined) return { kind: 'refused', reason: 'captionsAlone' };
    return captions.length === 1 ? { kind: 'captions', file, project } : { kind: 'refused', reason: 'captionsSeveral' };
  }
  const recordings = files.filter((file) => !CAPTIONS.has(endingOf(file.name)) && (!fromFolder || isMedia(file)));
  return recordings.length === 0 ? { kind: 'refused', reason: 'noMedia' } : { kind: 'recordings', files: recordings };
}

/** Files that hold nothing cannot be sent; of those in a folder only recordings are worth a word. */
export function splitEmpty(
  files: readonly File[],
  fromFolder: boolean,
): { readonly filled: readonly File[]; readonly empty: readonly File[] } {
  return {
    filled: files.filter(({ size }) => size > 0),
    empty: files.filter((file) => file.size === 0 && (!fromFolder || isMedia(file))),
  };
}

/** Finds web addresses in text: a line each, or words of one line. */
export function planText(text: string): DropPlan {
  const words = text.split(/\s+/u).filter((word) => word !== '' && !word.startsWith('#'));
  const urls = [...new Set(words.filter((word) => isWebAddress(word) && URL.canParse(word)))];
  if (words.length === 0) return { kind: 'refused', reason: 'nothing' };
  if (urls.length === 0) return { kind: 'refused', reason: 'text' };
  return { kind: 'addresses', urls: urls.slice(0, MOST_ADDRESSES) };
}

function isMedia(file: File): boolean {
  return MEDIA_EXTENSIONS.has(endingOf(file.name)) || /^(audio|video)\//.test(file.type);
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
