import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Footprint } from '../../core/models/asr-needs.ts';
import { largestFootprints, medianSpeed, type RecogniserRun, withRun } from '../../core/models/asr-runs.ts';
import type { MeasuredSpeed } from '../../core/models/asr-speed.ts';
import { PERFORMANCE_PROFILES, type PerformanceProfile } from '../../shared/performance.ts';
import { measuresFolder } from '../storage/folders.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9._+-]{0,63}$/);
const about = { model: name, device: name, threads: z.int().min(1).max(4096) };

const measureSchema = z.strictObject({
  ...about,
  /** Versions of what runs it: with others the figures say little. */
  versions: z.string().max(200),
  /** Tells the model's files from others of the same id. */
  content: z.string().max(64).default(''),
  profile: z.enum(PERFORMANCE_PROFILES).default('auto'),
  atMs: z.number(),
  /** The last runs, oldest first. */
  runs: z
    .array(
      z.strictObject({
        atMs: z.number(),
        audioSecondsPerSecond: z.number().positive().optional(),
        batch: z.int().min(1).max(1024),
        bytes: z.int().positive().optional(),
      }),
    )
    .max(100)
    .default([])
    .readonly(),
  /** Times real time, the median of the runs. */
  audioSecondsPerSecond: z.number().positive().optional(),
  /** The most memory that was taken, in bytes, by the number of windows decoded at a time. */
  footprints: z
    .array(z.strictObject({ batch: z.int().min(1).max(1024), bytes: z.int().positive() }))
    .max(32)
    .readonly(),
});

/** What one model was measured to do on one device with so many threads. */
export type ModelMeasure = z.infer<typeof measureSchema>;

/** The measures of this machine that were made with these versions and this profile. */
export async function readMeasures(
  versions: string,
  profile: PerformanceProfile = 'auto',
): Promise<readonly ModelMeasure[]> {
  return (await measuresOfThisMachine()).filter(
    (measure) => measure.versions === versions && measure.profile === profile,
  );
}

/** All measures of this machine. Files that cannot be read count as absent. */
export async function measuresOfThisMachine(): Promise<readonly ModelMeasure[]> {
  const names = (await readdir(measuresFolder()).catch(() => [] as string[])).filter((file) => file.endsWith('.json'));
  const found = await Promise.all(names.sort().map((file) => readOne(join(measuresFolder(), file))));
  return found.flatMap((measure) => measure ?? []);
}

/** What a measure is of. */
export type Measured = Pick<ModelMeasure, 'model' | 'device' | 'threads' | 'versions' | 'content' | 'profile'>;

/**
 * Adds a run to what is known of the same model, device, threads and profile: the speed is the median of the last runs, and
 * of each batch size the largest footprint is kept. Runs of other versions or other files are forgotten. A cache that
 * cannot be written costs another measurement, nothing else.
 */
export async function rememberRun(of: Measured, run: RecogniserRun): Promise<void> {
  const profile = of.profile === 'auto' ? '' : `@${of.profile}`;
  const path = join(measuresFolder(), `${of.model}@${of.device}@${of.threads}${profile}.json`);
  const known = await readOne(path);
  const same = known?.versions === of.versions && known.content === of.content;
  const runs = withRun(same ? known.runs : [], run);
  const speed = medianSpeed(runs);
  const record: ModelMeasure = {
    ...of,
    atMs: run.atMs,
    runs: [...runs],
    ...(speed === undefined ? {} : { audioSecondsPerSecond: speed }),
    footprints: largestFootprints(runs),
  };
  try {
    await makeFolder(measuresFolder());
    await writeFileAtomic(path, JSON.stringify(record));
  } catch {
    // As said above.
  }
}

/** The measures as speeds of the recogniser's stage. */
export function speedsOf(measures: readonly ModelMeasure[], threads: number): readonly MeasuredSpeed[] {
  return measures.flatMap(({ model, device, threads: with_, audioSecondsPerSecond }) =>
    audioSecondsPerSecond === undefined || (device === 'cpu' && with_ !== threads)
      ? []
      : [{ stage: 'asr', model, device, audioSecondsPerSecond }],
  );
}

/** The measures as footprints. */
export function footprintsOf(measures: readonly ModelMeasure[]): readonly Footprint[] {
  return measures.flatMap(({ model, device, footprints }) =>
    footprints.map(({ batch, bytes }) => ({ model, backend: device, batch, bytes })),
  );
}

async function readOne(path: string): Promise<ModelMeasure | undefined> {
  try {
    return measureSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
