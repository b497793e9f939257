import { cleanTitle } from '../../core/sources/clean-title.ts';
import type { MediaChapter } from '../../core/timeline/media.ts';
import { secondsToMs } from '../../shared/units.ts';

/** A chapter as the container states it, in seconds of its own clock. */
export interface StatedChapter {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly title: string;
}

/** No recording has more; a file that claims to is built to exhaust memory. */
const MAX_CHAPTERS = 2000;

/**
 * Chapters on the timeline that players show, where the container's first timestamp is 0; those without length are left
 * out and titles are cleaned. Nothing at all when no chapter is left.
 */
export function listChapters(
  stated: readonly StatedChapter[],
  containerStart: number | undefined,
): { readonly chapters?: readonly MediaChapter[] } {
  const zero = Math.max(0, containerStart ?? 0);
  const chapters = stated.slice(0, MAX_CHAPTERS).flatMap(({ start = Number.NaN, end = Number.NaN, title }) => {
    const span = { startMs: Math.max(0, secondsToMs(start - zero)), endMs: secondsToMs(end - zero) };
    return span.endMs > span.startMs ? [{ ...span, title: cleanTitle(title) }] : [];
  });
  return chapters.length === 0 ? {} : { chapters };
}

/** The chapters in what `ffmpeg -i FILE` prints: only lines at the indentation of ffmpeg's own report count. */
export function readBannerChapters(banner: string): StatedChapter[] {
  const found: { start: number; end: number; title: string }[] = [];
  for (const line of banner.split('\n')) {
    const [, start, end] = /^ {4}Chapter #0:\d+: start (-?[\d.]+), end (-?[\d.]+)/.exec(line) ?? [];
    if (end !== undefined) found.push({ start: Number(start), end: Number(end), title: '' });
    else if (/^ {2}Stream #/.test(line)) break;
    const title = /^ {8}title {11}: (.*)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (title !== undefined && last !== undefined && last.title === '') last.title = title.trim();
  }
  return found;
}
