import { join } from 'node:path';
import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import type { JobResult, TranslationView } from '../../contract/job-view.ts';
import type { TranslateOutcome } from '../../contract/language-calls.ts';
import type { JobTranslateWish } from '../../core/queue/translate-wish.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import type { Alert } from '../../shared/alert.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import type { EventBus } from '../event-bus.ts';
import type { Progress } from '../language/progress-told.ts';
import { translateDocument } from '../translate/translate-document.ts';
import { notNeededAlert, translationAlerts } from '../translate/translation-alerts.ts';
import { writeTranslation } from '../translate/write-translation.ts';
import type { Library } from './library.ts';
import { FETCH_SHARE, recordProgress, TRANSCRIBED_SHARE } from './record-progress.ts';
import { sourceOf } from './phases.ts';
import { specOf } from './row-spec.ts';
import { addTranslations } from './run-report.ts';
import { StageTelling } from './stage-telling.ts';

/** How the translation of a job ended. */
export type TranslateEnd =
  | { readonly kind: 'ended'; readonly outcome: JobOutcome }
  | { readonly kind: 'paused'; readonly untilMs: number }
  | { readonly kind: 'stopped' };

interface TranslateJobRun {
  readonly signal: AbortSignal;
  readonly events: Pick<EventBus, 'emit'>;
  readonly tell: (event: JobProgressEvent) => void;
}

const STAGE = 'translate';

/**
 * Translates the document of a transcribed job to the wished languages, writes their files, and records that the job is
 * done, whatever became of the translation: its transcript is there. A quota that ends holds the job until then. Rejects
 * with `cancelled` and `disk-full`.
 */
export async function translateJob(library: Library, row: JobRow, run: TranslateJobRun): Promise<TranslateEnd> {
  const { translate: wish, ...spec } = specOf(row);
  const { store, jobs } = library;
  let kept = JSON.parse(row.result ?? '{}') as JobResult;
  const languages = wish?.languages ?? [];
  const telling = new StageTelling(STAGE, TRANSCRIBED_SHARE, recordAndTell(library, row, run));
  for (const [index, language] of languages.entries()) {
    if (isOver(kept, language)) continue;
    const share = (fraction: number): void => telling.at((index + fraction) / languages.length);
    const made = await translateTo(library, row, language, wish as JobTranslateWish, share, run);
    if (made.kind === 'paused') {
      store.commit(() => jobs.hold(row.id, made.untilMs));
      return made;
    }
    const files = await filesOf(library, row, language, spec);
    kept = {
      ...kept,
      files: [...new Set([...kept.files, ...files])],
      translations: [...(kept.translations ?? []), made.view],
    };
    store.commit(() => jobs.keepResult(row.id, JSON.stringify(kept)));
  }
  return end(library, row, kept);
}

type OneLanguage =
  { readonly kind: 'paused'; readonly untilMs: number } | { readonly kind: 'made'; readonly view: TranslationView };

async function translateTo(
  library: Library,
  row: JobRow,
  language: string,
  { languages: _all, ...wish }: JobTranslateWish,
  share: (fraction: number) => void,
  { signal, events }: TranslateJobRun,
): Promise<OneLanguage> {
  const { document } = currentDocument(library, row.id);
  const nothing = { language, translated: 0, flagged: 0, untranslated: 0, models: [] };
  const free = { calls: 0, input_tokens: 0, output_tokens: 0, processing_time: 0 };
  if (document.language === language) return { kind: 'made', view: { ...nothing, ...free } };
  const started = performance.now();
  const onProgress = (progress: Progress): void => {
    share(progress.total === 0 ? 1 : progress.done / progress.total);
    events.emit('language', { id: row.id, kind: 'translate', language, ...progress });
  };
  try {
    const order = { ...wish, id: row.id, language, again: false };
    const outcome = await translateDocument(library, order, { signal, events, onProgress });
    const untilMs = Date.parse(String(outcome.stopped?.details?.['until'] ?? ''));
    if (outcome.stopped?.code === 'quota-exhausted' && untilMs > 0) return { kind: 'paused', untilMs };
    const processingMs = Math.round(performance.now() - started);
    learnSpeed(library, row, outcome, document.media.durationMs, processingMs);
    return { kind: 'made', view: viewOf(language, outcome, processingMs) };
  } catch (cause) {
    const error = toAppError(cause);
    if (signal.aborted) throw cancelled(cause);
    if (error.code === 'disk-full') throw error;
    const processing_time = Math.round(performance.now() - started);
    const untranslated = document.cues.length;
    return { kind: 'made', view: { ...nothing, ...free, untranslated, processing_time, problem: error.toData() } };
  }
}

function viewOf(language: string, outcome: TranslateOutcome, processing_time: number): TranslationView {
  const { translated, flagged, untranslated, models, cost, alerts, stopped } = outcome;
  return {
    ...{ language, translated, flagged, untranslated, models, processing_time },
    calls: cost.calls,
    input_tokens: cost.inputTokens,
    output_tokens: cost.outputTokens,
    ...(cost.usd === undefined ? {} : { usd: cost.usd }),
    ...(alerts.length === 0 ? {} : { alerts }),
    ...(stopped === undefined ? {} : { problem: stopped }),
  };
}

/** How fast a model translates is known from languages that it did in one go. */
function learnSpeed(
  library: Library,
  row: JobRow,
  outcome: TranslateOutcome,
  audioMs: number,
  processingMs: number,
): void {
  const [model] = outcome.models;
  const isWhole = row.progress <= startOf(row) && outcome.stopped === undefined && outcome.models.length === 1;
  if (model === undefined || !isWhole || audioMs <= 0) return;
  library.store.note(() => library.speeds.add({ stage: STAGE, model, device: 'server', processingMs, audioMs }));
}

/** Progress of the whole job when it is transcribed. */
function startOf(row: JobRow): number {
  const base = sourceOf(row) === undefined ? 0 : FETCH_SHARE;
  return base + TRANSCRIBED_SHARE * (1 - base);
}

function recordAndTell(library: Library, row: JobRow, { tell }: TranslateJobRun): (event: JobProgressEvent) => void {
  const record = recordProgress(library, row.id, sourceOf(row) === undefined ? 0 : FETCH_SHARE);
  return (event) => {
    record(event);
    tell(event);
  };
}

/** One that failed is tried again when the job runs again. */
function isOver({ translations = [] }: JobResult, language: string): boolean {
  return translations.some((view) => view.language === language);
}

async function filesOf(
  library: Library,
  row: JobRow,
  language: string,
  target: { readonly formats: readonly string[]; readonly folder: string; readonly stem: string },
): Promise<readonly string[]> {
  const { document } = currentDocument(library, row.id);
  const hasAny = document.cues.some((cue) => cue.translations?.[language] !== undefined);
  if (!hasAny) return [];
  return (await writeTranslation(document, language, row.path, target)).map(({ path }) => path);
}

async function end(library: Library, row: JobRow, kept: JobResult): Promise<TranslateEnd> {
  const { store, jobs } = library;
  const views = kept.translations ?? [];
  const { document } = currentDocument(library, row.id);
  const alerts = views.flatMap((view): readonly Alert[] =>
    view.language === document.language
      ? [notNeededAlert(view.language)]
      : [...(view.alerts ?? []), ...translationAlerts(view)],
  );
  const warnings = alerts.filter(({ severity }) => severity !== 'info').length;
  const result: JobResult = {
    ...kept,
    processing_time: kept.processing_time + views.reduce((sum, view) => sum + view.processing_time, 0),
    alerts: (kept.alerts ?? 0) + warnings,
  };
  await addTranslations(join(library.folder, 'reports'), row.id, views, alerts, result.files);
  if (!store.commit(() => jobs.end(row.id, { state: 'done', result: JSON.stringify(result) })))
    return { kind: 'stopped' };
  return {
    kind: 'ended',
    outcome: {
      kind: 'done',
      path: row.path,
      files: result.files.map((path) => ({ format: requireCodec(path).id, path })),
      words: result.words,
      speakers: result.speakers,
      audio_length: document.media.durationMs,
      processing_time: result.processing_time,
      restarts: 0,
      alerts: [...document.alerts, ...alerts],
    },
  };
}
