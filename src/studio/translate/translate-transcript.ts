import { setTimeout as sleep } from 'node:timers/promises';
import { applyOperations } from '../../core/document/edits/apply.ts';
import type { RelationSheet } from '../../core/document/notes/relation-sheet.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { JobTranslateWish } from '../../core/queue/translate-wish.ts';
import { cuesToTranslate } from '../../core/stages/translate/cues-to-translate.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import type { Alert } from '../../shared/alert.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import { languageWork, languageFolderOfFile } from '../language/language-work.ts';
import { ProgressTold } from '../language/progress-told.ts';
import { notTaken } from '../language/put-edits.ts';
import type { OneResult } from '../transcribe-one.ts';
import { type WrittenFile, writeOutputs } from '../write-outputs.ts';
import { makeTranslation, operationsFor } from './make-translation.ts';
import { notNeededAlert, translationAlerts } from './translation-alerts.ts';
import { countsOf } from './translation-counts.ts';
import { type TranslationFiles, writeTranslation } from './write-translation.ts';

type Done = Extract<OneResult, { kind: 'done' }>;

export interface TranscriptOrder {
  readonly wish: JobTranslateWish;
  readonly engines: readonly LlmEngine[];
  /** Where unfinished translations are kept. */
  readonly workFolder: string;
  /** Told when a quota is used up, and until when, milliseconds since 1970; it is waited for. */
  readonly onPause: (untilMs: number) => void;
  /** Told what the first reading found, with what was given. */
  readonly onSheet: (sheet: RelationSheet) => Promise<void>;
}

/** Longest sleep at a time: longer ones than 24 days end at once. */
const LONGEST_SLEEP_MS = 60 * 60_000;

/**
 * Translates what was transcribed without a library and writes the files of each language. What is wrong with a translation
 * is an alert of the result: the transcript is there. Rejects with `cancelled`, and with what writing files throws.
 */
export async function translateTranscript(
  result: Done,
  order: TranscriptOrder,
  target: TranslationFiles,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Done> {
  const { languages } = order.wish;
  let { document } = result;
  const files: WrittenFile[] = [];
  const alerts: Alert[] = [];
  for (const [index, language] of languages.entries()) {
    const share = (fraction: number): void => onProgress((index + fraction) / languages.length);
    if (document.language === language) alerts.push(notNeededAlert(language));
    else {
      const made = await translateTo(document, language, order, signal, share);
      document = made.document;
      alerts.push(...made.alerts);
      files.push(...(await writeTranslation(document, language, result.path, target)));
    }
    share(1);
  }
  document = { ...document, alerts: [...document.alerts, ...alerts] };
  // The one format that holds translations is written anew with them.
  const whole = {
    formats: target.formats.filter((format) => format === 'json'),
    folders: [target.folder],
    stems: [target.stem],
  };
  await writeOutputs(document, result.path, 0, whole);
  return { ...result, document, files: [...result.files, ...files] };
}

async function translateTo(
  before: VoxlaneDocument,
  language: string,
  { wish, engines, workFolder, onPause, onSheet }: TranscriptOrder,
  signal: AbortSignal,
  share: (fraction: number) => void,
): Promise<{ readonly document: VoxlaneDocument; readonly alerts: readonly Alert[] }> {
  const { languages: _all, models: _models, ...parts } = wish;
  const order = { ...parts, language, again: false };
  let document = before;
  try {
    for (;;) {
      const work = languageWork(languageFolderOfFile(workFolder, before.media.contentId));
      const todo = cuesToTranslate(document, order);
      const told = new ProgressTold(({ done, total }) => share(total === 0 ? 1 : done / total));
      told.begin(todo.asked.size);
      const made = await makeTranslation({ document, wish: order, todo, engines, work, told, signal }).finally(() =>
        told.end(),
      );
      if (signal.aborted) throw cancelled(signal.reason);
      const untilMs = Date.parse(String(made.stopped?.details?.['until'] ?? ''));
      if (made.stopped?.code === 'quota-exhausted' && untilMs > 0) {
        // Finished batches are kept as they are, so that the same work goes on.
        onPause(untilMs);
        while (Date.now() < untilMs)
          await sleep(Math.min(LONGEST_SLEEP_MS, untilMs - Date.now()), undefined, { signal });
        continue;
      }
      const applied = applyOperations(document, operationsFor(document, document, made));
      if (applied.kind === 'refused') throw notTaken(applied.reason);
      ({ document } = applied);
      if (made.track.relations !== undefined) await onSheet(made.track.relations);
      if (made.stopped === undefined) await work.close();
      const { untranslated } = countsOf(todo, made);
      const problem = made.stopped?.toData();
      return { document, alerts: translationAlerts({ language, untranslated, problem }) };
    }
  } catch (cause) {
    const error = toAppError(cause);
    if (signal.aborted) throw cancelled(cause);
    const problem = error.toData();
    return { document, alerts: translationAlerts({ language, untranslated: before.cues.length, problem }) };
  }
}
