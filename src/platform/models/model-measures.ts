import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Footprint } from '../../core/models/asr-needs.ts';
import type { MeasuredSpeed } from '../../core/models/asr-speed.ts';
import { measuresFolder } from '../storage/folders.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9._+-]{0,63}$/);
const about = { model: name, device: name, threads: z.int().min(1).max(4096) };

const measureSchema = z.strictObject({
  ...about,
  /** Versions of what runs it: with others the figures say little. */
  versions: z.string().max(200),
  atMs: z.number(),
  /** Times real time. */
  audioSecondsPerSecond: z.number().positive().optional(),
  /** The most memory that was taken, in bytes, by the number of windows decoded at a time. */
  footprints: z
    .array(z.strictObject({ batch: z.int().min(1).max(1024), bytes: z.int().positive() }))
    .max(32)
    .readonly(),
});

/** What one model was measured to do on one device with so many threads. */
export type ModelMeasure = z.infer<typeof measureSchema>;

/** The measures of this machine that were made with these versions. */
export async function readMeasures(versions: string): Promise<readonly ModelMeasure[]> {
  return (await measuresOfThisMachine()).filter((measure) => measure.versions === versions);
}

/** All measures of this machine. Files that cannot be read count as absent. */
export async function measuresOfThisMachine(): Promise<readonly ModelMeasure[]> {
  const names = (await readdir(measuresFolder()).catch(() => [] as string[])).filter((file) => file.endsWith('.json'));
  const found = await Promise.all(names.sort().map((file) => readOne(join(measuresFolder(), file))));
  return found.flatMap((measure) => measure ?? []);
}

/**
 * Adds what was measured to what is known of the same model, device and threads; of each batch size the larger footprint
 * is kept. A cache that cannot be written costs another measurement, nothing else.
 */
export async function rememberMeasure(measure: ModelMeasure): Promise<void> {
  const path = join(measuresFolder(), `${measure.model}@${measure.device}@${measure.threads}.json`);
  const known = await readOne(path);
  const footprints = new Map<number, number>();
  const before = known?.versions === measure.versions ? known.footprints : [];
  for (const { batch, bytes } of [...before, ...measure.footprints])
    footprints.set(batch, Math.max(bytes, footprints.get(batch) ?? 0));
  const speed = measure.audioSecondsPerSecond ?? (before.length > 0 ? known?.audioSecondsPerSecond : undefined);
  const record: ModelMeasure = {
    ...measure,
    ...(speed === undefined ? {} : { audioSecondsPerSecond: speed }),
    footprints: [...footprints].map(([batch, bytes]) => ({ batch, bytes })).sort((a, b) => a.batch - b.batch),
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
