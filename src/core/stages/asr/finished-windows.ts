import type { AsrWindowResult } from '../../ports/asr-engine.ts';
import type { CheckpointStore } from '../../ports/checkpoints.ts';
import { bySpan, coveredMs, overlapMs, type Span, subtractSpans } from '../../timeline/span.ts';
import type { AsrOutput } from './asr-stage.ts';
import { coversMore, droppedSpeech } from './coverage.ts';
import { mergeWords, voteLanguage } from './merge-words.ts';
import { joinSeams } from './seams/join-seams.ts';
import { parseStoredWindow, WINDOW_FOLDER } from './window-checkpoint.ts';
import type { PlannedWindow } from './windows.ts';

/** What unfinished recognition of one track has so far. */
export interface FinishedWindows {
  /** Words of the finished windows; all other speech is dropped as `not-processed`. */
  readonly output: AsrOutput;
  /** Detected speech in finished windows, and all of it, in milliseconds. */
  readonly doneMs: number;
  readonly speechMs: number;
}

/**
 * Reads the finished windows of an unfinished run, without its model. Stored windows that are damaged count as not
 * finished. Of a window decoded twice the better result counts, as in a finished run.
 */
export async function readFinishedWindows(
  checkpoints: CheckpointStore,
  speech: readonly Span[],
  source: { readonly engine: string; readonly channel: number | undefined },
): Promise<FinishedWindows> {
  const stretches: PlannedWindow[] = [];
  const heard: AsrWindowResult[] = [];
  for (const key of await checkpoints.list(WINDOW_FOLDER)) {
    if (key.endsWith('-alone')) continue;
    const stored = parseStoredWindow(await checkpoints.read(key));
    if (stored === undefined) continue;
    const { startMs, endMs, result } = stored;
    const window = { index: result.index, startMs, endMs, speech: within(speech, stored) };
    const second = parseStoredWindow(await checkpoints.read(`${key}-alone`))?.result;
    stretches.push(window);
    heard.push(second !== undefined && coversMore(window, second, result) ? second : result);
  }
  const { windows, results } = joinSeams(stretches, heard);
  const open = subtractSpans(speech, windows);
  const tag = source.channel === undefined ? {} : { channel: source.channel };
  const output: AsrOutput = {
    words: mergeWords(results, source),
    dropped: [
      ...droppedSpeech(windows, results, source.channel),
      ...open.map((span) => ({ ...span, reason: 'not-processed' as const, ...tag })),
    ].sort(bySpan),
    language: voteLanguage(windows, results),
    windows: windows.length,
    text: results
      .map((result) => result.text.trim())
      .filter((text) => text !== '')
      .join(' '),
  };
  const speechMs = coveredMs(speech);
  return { output, doneMs: speechMs - coveredMs(open), speechMs };
}

function within(spans: readonly Span[], bounds: Span): Span[] {
  return spans
    .filter((span) => overlapMs(span, bounds) > 0)
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, bounds.startMs),
      endMs: Math.min(endMs, bounds.endMs),
    }));
}
