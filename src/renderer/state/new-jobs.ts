import type { CallInput } from '../../contract/contract.ts';
import type { PlannedInput, PlannedJob } from '../../contract/queue-calls.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { isWebAddress } from '../../core/sources/url-policy.ts';
import { type ErrorData, toAppError } from '../../shared/app-error.ts';
import { ask } from '../client/ask.ts';
import { type JobChoices, keepChoices, loadChoices, sourcesOf, wishOf } from './job-options.ts';
import { showQueue } from './queue.ts';
import { settingsStore } from './settings.ts';
import { store } from './store.ts';
import { uploads } from './uploads.ts';

/** Inputs that are looked at together. */
export interface Batch {
  readonly key: number;
  readonly kind: 'files' | 'address';
  readonly inputs: readonly string[];
  readonly state: 'looking' | 'ready' | 'failed';
  readonly planned: readonly PlannedInput[];
  readonly error?: ErrorData;
}

/** Jobs that are being put together and not queued yet. */
export interface NewJobs {
  readonly open: boolean;
  /** Out of sight while the user sets something up elsewhere; what is in it stays, and files on their way still go there. */
  readonly isAside: boolean;
  /** Counts the sheets of this page: files on their way belong to the one they were brought to. */
  readonly sheet: number;
  readonly batches: readonly Batch[];
  /** The files are tracks of one session. */
  readonly tracks: boolean;
  /** Keys of recordings that were taken out. */
  readonly left: ReadonlySet<string>;
  readonly choices: JobChoices;
  readonly starting: boolean;
}

/** A look at files or at an address ends after this long. */
const LOOK_MS = 120_000;

const looks = new Map<number, AbortController>();
let lastKey = 0;

export const newJobs = store<NewJobs>({
  open: false,
  isAside: false,
  sheet: 0,
  batches: [],
  tracks: false,
  left: new Set(),
  choices: loadChoices(),
  starting: false,
});

/** Names a recording of a batch. */
export function plannedKey(input: PlannedInput): string {
  return input.kind === 'job' ? input.job.path : input.path;
}

/** Shows the sheet, with what was put aside in it; its number. */
export function showNewJobs(): number {
  newJobs.setState({ open: true, isAside: false });
  return newJobs.getState().sheet;
}

/** Takes the sheet, which lies over every place, out of sight; nothing of it is lost. */
export function putNewJobsAside(): void {
  newJobs.setState({ isAside: true });
}

/** Puts inputs into the sheet and looks at each: paths and addresses. */
export function addInputs(api: StudioApi, inputs: readonly string[]): void {
  const addresses = inputs.filter(isWebAddress);
  const files = inputs.filter((input) => !isWebAddress(input));
  const { tracks } = newJobs.getState();
  if (files.length > 0 && tracks) setTracks(api, true, files);
  else if (files.length > 0) addBatch(api, 'files', files, true);
  for (const address of addresses) addBatch(api, 'address', [address], true);
}

/** Takes the files as tracks of one session, or as recordings of their own. */
export function setTracks(api: StudioApi, tracks: boolean, more: readonly string[] = []): void {
  const files = newJobs.getState().batches.filter(({ kind }) => kind === 'files');
  for (const { key } of files) dropBatch(key);
  newJobs.setState({ tracks });
  addBatch(api, 'files', [...new Set([...files.flatMap(({ inputs }) => inputs), ...more])], true);
}

/** Takes an address without a look: what it holds is found when its job runs. */
export function addUnseen(api: StudioApi, batch: Batch): void {
  dropBatch(batch.key);
  addBatch(api, batch.kind, batch.inputs, false);
}

function addBatch(api: StudioApi, kind: Batch['kind'], inputs: readonly string[], lookUp: boolean): void {
  const { batches } = newJobs.getState();
  const known = new Set(batches.filter((batch) => batch.kind === kind).flatMap((batch) => batch.inputs));
  const fresh = inputs.filter((input) => !known.has(input));
  if (fresh.length === 0) return;
  lastKey += 1;
  const batch: Batch = { key: lastKey, kind, inputs: fresh, state: 'looking', planned: [] };
  newJobs.setState({ batches: [...batches, batch] });
  void look(api, batch, lookUp);
}

async function look(api: StudioApi, { key, kind, inputs }: Batch, lookUp: boolean): Promise<void> {
  const stop = new AbortController();
  looks.set(key, stop);
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LOOK_MS)]);
  try {
    const planned = await ask(api, 'queue.plan', await planOf(api, kind, inputs, lookUp), { signal });
    change(key, (batch) => ({ ...batch, state: 'ready', planned }));
  } catch (error) {
    if (!stop.signal.aborted)
      change(key, (batch) => ({ ...batch, state: 'failed', error: toAppError(error).toData() }));
  } finally {
    looks.delete(key);
  }
}

async function planOf(
  api: StudioApi,
  kind: Batch['kind'],
  inputs: readonly string[],
  lookUp: boolean,
): Promise<CallInput<'queue.plan'>> {
  const { choices, tracks } = newJobs.getState();
  const { values } = settingsStore.getState();
  const plan = { inputs: [...inputs], wish: wishOf(choices, values), sources: sourcesOf(choices, values) };
  if (kind === 'files') return { ...plan, tracks: tracks && inputs.length > 1 };
  // What comes from the web has no folder of its own.
  const { folder } = await ask(api, 'library.info', {});
  return {
    ...plan,
    folder: `${folder}/recordings`,
    lookUp,
    sources: { ...plan.sources, playlist: lookUp },
  };
}

function change(key: number, update: (batch: Batch) => Batch): void {
  newJobs.setState(({ batches }) => ({ batches: batches.map((batch) => (batch.key === key ? update(batch) : batch)) }));
}

/** Takes inputs out and stops looking at them. */
export function dropBatch(key: number): void {
  looks.get(key)?.abort();
  newJobs.setState(({ batches }) => ({ batches: batches.filter((batch) => batch.key !== key) }));
}

/** Takes a recording out, or back in. */
export function setTaken(key: string, taken: boolean): void {
  newJobs.setState(({ left }) => {
    const next = new Set(left);
    if (taken) next.delete(key);
    else next.add(key);
    return { left: next };
  });
}

export function setChoices(change: Partial<JobChoices>): void {
  newJobs.setState(({ choices }) => ({ choices: { ...choices, ...change } }));
}

/** Forgets everything that was not started. */
export function closeNewJobs(): void {
  for (const stop of looks.values()) stop.abort();
  newJobs.setState(({ sheet }) => ({
    open: false,
    isAside: false,
    sheet: sheet + 1,
    batches: [],
    tracks: false,
    left: new Set<string>(),
    starting: false,
  }));
}

/** The jobs that would start now, with the choices as they are now. */
export function jobsToStart({ batches, left, choices }: NewJobs): readonly PlannedJob[] {
  const { values } = settingsStore.getState();
  const { modelFolders: _kept, asr, ...wish } = wishOf(choices, values);
  const { playlist: _one, ...sources } = sourcesOf(choices, values);
  return batches.flatMap(({ planned }) =>
    planned.flatMap((input) => {
      if (input.kind === 'refused' || left.has(plannedKey(input))) return [];
      const { asr: _old, ...spec } = input.job.spec;
      return {
        ...input.job,
        spec: { ...spec, ...wish, ...(asr === undefined ? {} : { asr }) },
        ...(input.job.source === undefined ? {} : { source: { ...input.job.source, ...sources } }),
      };
    }),
  );
}

/**
 * Queues what was put together and closes the sheet; the numbers of the jobs. What came into the sheet meanwhile stays in
 * it, and a sheet that was opened since is another one. Throws what `queue.add` throws.
 */
export async function startJobs(api: StudioApi): Promise<readonly number[]> {
  const { batches, choices, sheet, starting } = newJobs.getState();
  const jobs = jobsToStart(newJobs.getState());
  if (starting || jobs.length === 0) return [];
  newJobs.setState({ starting: true });
  const isThere = (): boolean => newJobs.getState().sheet === sheet;
  try {
    const { ids, queue } = await ask(api, 'queue.add', { priority: choices.priority, jobs: [...jobs] });
    keepChoices(choices);
    showQueue(queue);
    if (isThere()) {
      leaveOut(api, new Set(batches.flatMap(({ inputs }) => inputs)));
      if (newJobs.getState().batches.length === 0 && uploads.getState().list.length === 0) closeNewJobs();
    }
    return ids;
  } finally {
    if (isThere()) newJobs.setState({ starting: false });
  }
}

/** Takes inputs out of whatever they are looked at with. */
function leaveOut(api: StudioApi, gone: ReadonlySet<string>): void {
  for (const { key, kind, inputs } of newJobs.getState().batches) {
    const rest = inputs.filter((input) => !gone.has(input));
    if (rest.length === inputs.length) continue;
    dropBatch(key);
    addBatch(api, kind, rest, true);
  }
}
