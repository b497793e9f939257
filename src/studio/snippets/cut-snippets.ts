import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnippetNote, SnippetReport } from '../../contract/snippet-calls.ts';
import { manifestCsv, manifestEntry, type ManifestEntry, manifestJson } from '../../core/snippets/manifest.ts';
import { MANIFEST_NAMES, type PlannedSnippet, type SnippetPlan } from '../../core/snippets/plan-snippets.ts';
import type { CutShape, CutSource } from '../../platform/ffmpeg/cut-args.ts';
import { cutSound } from '../../platform/ffmpeg/cut-sound.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { placeFile } from '../../platform/storage/place-file.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { workCores } from '../../platform/system/cores.ts';
import { removeStrayTemporaries, temporaryName } from '../../platform/text/temporary-name.ts';
import { AppError, cancelled, type ErrorData, toAppError } from '../../shared/app-error.ts';

export interface CutSnippetsRequest {
  readonly plan: SnippetPlan;
  /** Name of the recording, for the manifest. */
  readonly recording: string;
  readonly folder: string;
  readonly shape: CutShape;
  /** Takes the place of files that are there. */
  readonly force: boolean;
  /** Where a track of a session is heard; everything where it is left out. */
  readonly sourcesOf: (track: number | undefined) => readonly CutSource[];
}

type Outcome = { readonly entry: ManifestEntry; readonly note?: SnippetNote } | { readonly error: ErrorData };

/** More processes at a time only make a disk seek. */
const MOST_AT_ONCE = 8;
/** A piece shorter by more than this ends early, because the recording does. */
const SHORT_MS = 50;
/** What would stop every other piece, too. */
const FATAL = new Set(['cancelled', 'disk-full', 'decoder-missing']);

/**
 * Cuts every piece of a plan, a process each and as many at a time as there are cores. Files are written whole or not at
 * all. A piece that cannot be cut is reported and the others go on. The manifest is written last, of what is there,
 * also when the work is stopped. Throws `AppError` `output-failed` for files that are there already, `disk-full`,
 * `decoder-missing` and `cancelled`.
 */
export async function cutSnippets(
  request: CutSnippetsRequest,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<SnippetReport> {
  const { plan, folder } = request;
  const { snippets } = plan;
  if (snippets.length === 0) return { folder, snippets: [], failed: [], manifests: [], notes: notesOf(plan) };
  await makeFolder(folder);
  await removeStrayTemporaries(folder);
  await clearTheWay(request);
  const outcomes = new Array<Outcome | undefined>(snippets.length);
  const fatal = await cutAll(request, outcomes, signal, onProgress);
  const done = outcomes.filter((outcome) => outcome !== undefined);
  const entries = done.flatMap((outcome) => ('entry' in outcome ? [outcome.entry] : []));
  const manifests = await writeManifests(request, entries).catch((error: unknown) => {
    throw fatal ?? error;
  });
  if (fatal !== undefined) throw fatal;
  return {
    folder,
    snippets: entries,
    failed: outcomes.flatMap((outcome, at) =>
      outcome !== undefined && 'error' in outcome ? [{ file: snippets[at]?.file ?? '', error: outcome.error }] : [],
    ),
    manifests,
    notes: [...notesOf(plan), ...done.flatMap((outcome) => ('note' in outcome ? [outcome.note] : []))],
  };
}

/** What a plan has to say besides its pieces. */
export function notesOf({ unsearched, missing, beyond }: SnippetPlan): SnippetNote[] {
  return [
    ...(unsearched === 0 ? [] : [{ kind: 'not-searched', cues: unsearched } as const]),
    ...(missing === 0 ? [] : [{ kind: 'not-there', cues: missing } as const]),
    ...(beyond === 0 ? [] : [{ kind: 'beyond-end', pieces: beyond } as const]),
  ];
}

/** Cuts until all is done or something stops everything; returns that. */
async function cutAll(
  request: CutSnippetsRequest,
  outcomes: (Outcome | undefined)[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<AppError | undefined> {
  const { snippets } = request.plan;
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const waiting = snippets.entries();
  let fatal: AppError | undefined;
  let done = 0;
  onProgress(0, snippets.length);
  const work = async (): Promise<void> => {
    for (const [at, snippet] of waiting) {
      if (either.aborted) return;
      try {
        outcomes[at] = await cutOne(request, snippet, either);
      } catch (cause) {
        const error = toAppError(cause);
        if (FATAL.has(error.code)) {
          fatal ??= error;
          stop.abort(error);
          return;
        }
        outcomes[at] = { error: error.toData() };
      }
      onProgress(++done, snippets.length);
    }
  };
  const workers = Math.min(snippets.length, Math.min(MOST_AT_ONCE, workCores()));
  await Promise.all(Array.from({ length: workers }, work));
  return fatal ?? (signal.aborted ? cancelled(signal.reason) : undefined);
}

async function cutOne(
  { folder, shape, force, sourcesOf }: CutSnippetsRequest,
  snippet: PlannedSnippet,
  signal: AbortSignal,
): Promise<Outcome> {
  const { startMs, endMs, file } = snippet;
  const temporary = join(folder, temporaryName());
  try {
    const sources = sourcesOf(snippet.track);
    const lengthMs = await cutSound({ ...shape, sources, span: { startMs, endMs }, output: temporary }, signal);
    await placeFile(temporary, join(folder, file), force);
    const isShort = endMs - startMs - lengthMs > SHORT_MS;
    const entry = manifestEntry(isShort ? { ...snippet, endMs: startMs + lengthMs } : snippet);
    return isShort ? { entry, note: { kind: 'ends-early', file } } : { entry };
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Makes sure that no file is replaced unasked, and that no old manifest speaks of files that are about to change. */
async function clearTheWay({ plan, folder, force }: CutSnippetsRequest): Promise<void> {
  if (force) {
    for (const name of MANIFEST_NAMES) {
      const path = join(folder, name);
      if ((await lstat(path).catch(() => undefined))?.isFile() === true) await rm(path, { force: true });
    }
    return;
  }
  const there = new Set(await readdir(folder));
  const taken = [...MANIFEST_NAMES, ...plan.snippets.map(({ file }) => file)].filter((name) => there.has(name));
  const [first] = taken;
  if (first === undefined) return;
  throw new AppError(
    'output-failed',
    {
      what: `${taken.length === 1 ? 'A file is' : `${taken.length} files are`} already in ${folder}: ${first}${taken.length > 1 ? ', ...' : ''}.`,
      meaning: 'Nothing was cut or changed.',
      action: 'Choose another folder, or ask for them to be replaced (--force).',
    },
    { details: { path: join(folder, first) } },
  );
}

async function writeManifests(
  { folder, recording }: CutSnippetsRequest,
  entries: readonly ManifestEntry[],
): Promise<readonly string[]> {
  if (entries.length === 0) return [];
  const [csv, json] = MANIFEST_NAMES.map((name) => join(folder, name));
  if (csv === undefined || json === undefined) return [];
  await writeFileAtomic(csv, manifestCsv(entries));
  await writeFileAtomic(json, manifestJson(recording, entries));
  return [csv, json];
}
