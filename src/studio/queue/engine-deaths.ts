import { z } from 'zod';
import type { Position } from '../../core/pipeline/parts.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import type { DeathAnswer } from '../transcribe-one.ts';
import type { Library } from './library.ts';

/** Deaths of the engine at one place of a recording after which the job is given up. */
const MAX_CRASHES = 3;
/** From this one on the place is taken window by window, so that the neighbours of a bad window are saved. */
const ISOLATE_FROM = 2;
/** Deaths at ever new places: the machine is at fault, and going on would never end. */
const MAX_DEATHS = 20;
/** The place of an engine that died before it began. */
const START = '"start"';

/** Counts the death of an engine over a job and says how to go on. */
export function countDeath(library: Library, jobId: number, position: Position | undefined): DeathAnswer {
  const at = position === undefined ? START : JSON.stringify(position);
  const { crashes, deaths } = library.store.commit(() => library.jobs.addDeath(jobId, at));
  if (crashes >= MAX_CRASHES || deaths >= MAX_DEATHS) return 'give-up';
  return crashes >= ISOLATE_FROM ? 'isolate' : 'restart';
}

const placeSchema = z.object({ stage: z.string(), track: z.int(), windows: z.array(z.int()).exactOptional() });

/** A place where the engine died twice before is taken window by window from the start. */
export function suspectOf({ crashAt, crashes }: JobRow): { readonly isolate?: Position } {
  if (crashAt === undefined || crashes < ISOLATE_FROM) return {};
  try {
    const place = placeSchema.safeParse(JSON.parse(crashAt)).data;
    return place === undefined ? {} : { isolate: place };
  } catch {
    // No JSON: whatever wrote it, the place is not known.
    return {};
  }
}

/** The error of a job that was given up because the engine died over it again and again. */
export function crashedTooOften(cause: AppError, position: Position | undefined, crashes: number): AppError {
  const windows = position?.windows === undefined ? '' : `, window ${position.windows.map((n) => n + 1).join(', ')}`;
  const place = position === undefined ? 'before it had begun' : `last in the stage ${position.stage}${windows}`;
  const times = crashes >= MAX_CRASHES ? `${crashes} times` : `${MAX_DEATHS} times at ever new places`;
  return new AppError(
    'engine-crashed',
    {
      what: `The engine crashed ${times} over this recording, ${place}. ${cause.parts.what}`,
      meaning: 'The job was given up; the other jobs go on, and what was done of this one is kept.',
      action: 'Write what is there with `voxlane queue partial`, or try another model with `voxlane queue change`.',
    },
    { cause, ...(cause.details === undefined ? {} : { details: cause.details }) },
  );
}
