import { z } from 'zod';
import type { JobRow, JobState } from '../../platform/store/jobs-table.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { type JobSpec, jobSpecSchema } from './job-spec.ts';
import type { Library } from './library.ts';
import { type QueueView, viewQueue } from './queue-view.ts';

const ids = z.array(z.int().positive()).min(1);
const mediaSchema = z.object({
  path: z.string(),
  contentId: z.string(),
  container: z.string(),
  durationMs: z.int().optional(),
});

/** Everything that can be asked of a queue, by this process or through the mailbox of the one that owns it. */
export const queueCommandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add'),
    priority: z.int().min(-100).max(100),
    jobs: z.array(z.object({ path: z.string(), spec: jobSpecSchema, media: mediaSchema.optional() })),
  }),
  z.object({ kind: z.literal('list') }),
  z.object({ kind: z.enum(['pause', 'resume', 'cancel', 'retry', 'remove', 'duplicate']), ids }),
  z.object({ kind: z.literal('move'), ids, to: z.enum(['first', 'last']) }),
  z.object({ kind: z.literal('clear') }),
]);

export type QueueCommand = z.infer<typeof queueCommandSchema>;
type Change = Extract<QueueCommand, { kind: 'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'duplicate' }>['kind'];

export interface CommandResult {
  /** The jobs that were added or changed. */
  readonly ids: readonly number[];
  readonly queue: QueueView;
}

const ALLOWED: Readonly<Record<Change, readonly JobState[]>> = {
  pause: ['queued', 'running'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'paused'],
  retry: ['failed', 'cancelled'],
  remove: ['queued', 'paused', 'done', 'failed', 'cancelled'],
  duplicate: ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'],
};

/**
 * Carries a command out; when it returns, the change is on the disk. A running job that is paused or cancelled is told to
 * stop after that. Throws `options-invalid` when a job is not there or in the wrong state; nothing is changed then.
 */
export function executeCommand(library: Library, command: QueueCommand): CommandResult {
  const changed = library.store.commit(() => change(library, command));
  if (command.kind === 'pause' || command.kind === 'cancel')
    for (const id of changed) library.running.get(id)?.abort(cancelled());
  return { ids: changed, queue: viewQueue(library) };
}

function change(library: Library, command: QueueCommand): number[] {
  const { jobs } = library;
  switch (command.kind) {
    case 'list':
      return [];
    case 'add':
      return addJobs(library, command);
    case 'clear': {
      const ended = jobs.list().filter(({ state }) => ['done', 'failed', 'cancelled'].includes(state));
      for (const { id } of ended) jobs.remove(id);
      return ended.map(({ id }) => id);
    }
    case 'move': {
      const rows = command.ids.map((id) => find(library, id));
      const all = jobs.list();
      const priorities = all.map((row) => row.priority);
      const priority = command.to === 'first' ? Math.max(...priorities) : Math.min(...priorities);
      const rest = all.filter((row) => !command.ids.includes(row.id));
      const order = command.to === 'first' ? [...rows, ...rest] : [...rest, ...rows];
      for (const [position, row] of order.entries()) jobs.setPosition(row.id, position);
      for (const row of rows) jobs.setPriority(row.id, priority);
      return command.ids;
    }
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'retry':
    case 'remove':
    case 'duplicate':
      return command.ids.map((id) => changeOne(library, command.kind, find(library, id)));
  }
}

/** Jobs added at different times may write into one folder: none may write another's files. */
function addJobs(library: Library, command: Extract<QueueCommand, { kind: 'add' }>): number[] {
  const targetOf = (spec: JobSpec): string => `${spec.folder}/${spec.stem}`;
  const known = library.jobs
    .list()
    .map((row) => [targetOf(jobSpecSchema.parse(JSON.parse(row.spec))), row.path] as const);
  const owners = new Map(known);
  return command.jobs.map(({ path, spec, media }) => {
    let own = spec;
    for (let n = 2; (owners.get(targetOf(own)) ?? path) !== path; n++) own = { ...spec, stem: `${spec.stem}-${n}` };
    owners.set(targetOf(own), path);
    const mediaId = media === undefined ? {} : { mediaId: library.media.put(media) };
    return library.jobs.add({ path, spec: JSON.stringify(own), priority: command.priority, ...mediaId });
  });
}

function changeOne(library: Library, kind: Change, row: JobRow): number {
  const { jobs } = library;
  if (!ALLOWED[kind].includes(row.state)) throw wrongState(row, kind);
  switch (kind) {
    case 'pause':
      jobs.setState(row.id, 'paused');
      break;
    case 'resume':
      jobs.setState(row.id, 'queued');
      break;
    case 'cancel':
      jobs.setState(row.id, 'cancelled');
      break;
    case 'retry':
      jobs.retry(row.id);
      break;
    case 'remove':
      jobs.remove(row.id);
      break;
    case 'duplicate':
      return jobs.duplicate(row.id);
  }
  return row.id;
}

function find(library: Library, id: number): JobRow {
  const row = library.jobs.get(id);
  if (row !== undefined) return row;
  throw new AppError('options-invalid', {
    what: `There is no job ${id} in the queue.`,
    meaning: 'Nothing was changed.',
    action: 'Run `voxlane queue list` to see the jobs and their numbers.',
  });
}

function wrongState(row: JobRow, kind: string): AppError {
  const action =
    row.state === 'running' ? 'Cancel or pause it first.' : 'Run `voxlane queue list` to see the state of each job.';
  return new AppError('options-invalid', {
    what: `Job ${row.id} is ${row.state}, so "${kind}" does not apply to it.`,
    meaning: 'Nothing was changed.',
    action,
  });
}
