import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QueueChange } from '../../contract/job-view.ts';
import { AppError } from '../../shared/app-error.ts';
import type { HandlerContext, HandlersOf } from '../handlers.ts';
import { addJobs } from './add-jobs.ts';
import { changeJobs, clearQueue, moveJobs, prioritiseJobs, requireJob, respecJobs } from './commands.ts';
import { removeWork } from './library.ts';
import { removeUploads, uploadsOf } from '../uploads/remove-uploads.ts';
import { viewQueue } from './queue-view.ts';
import { writePartial } from './write-partial.ts';

/** The calls about the queue. */
export const queueHandlers: HandlersOf<'queue'> = {
  'queue.add': ({ jobs, priority }, context) => changed(context, addJobs(context.library, jobs, priority)),
  'queue.list': (_input, { library, plan }) => viewQueue(library, plan.parallelJobs),
  async 'queue.change'({ kind, ids }, context) {
    const uploads = kind === 'remove' ? uploadsOf(context.library, ids) : [];
    const done = changeJobs(context.library, kind, ids);
    if (kind === 'remove') await removeWork(context.library, done);
    await removeUploads(context.library, uploads);
    return changed(context, done);
  },
  'queue.respec': ({ ids, change }, context) => changed(context, respecJobs(context.library, ids, change)),
  'queue.move': ({ ids, to }, context) => changed(context, moveJobs(context.library, ids, to)),
  'queue.prioritise': ({ ids, priority }, context) => changed(context, prioritiseJobs(context.library, ids, priority)),
  async 'queue.clear'(_input, context) {
    const uploads = uploadsOf(
      context.library,
      context.library.jobs.list().map(({ id }) => id),
    );
    const ids = clearQueue(context.library);
    await removeWork(context.library, ids);
    await removeUploads(context.library, uploads);
    return changed(context, ids);
  },
  async 'queue.report'({ id }, { library }) {
    requireJob(library, id);
    const file = (ending: string): string => join(library.folder, 'reports', `job-${id}.${ending}`);
    try {
      const report: unknown = JSON.parse(await readFile(file('json'), 'utf8'));
      return { report, text: await readFile(file('txt'), 'utf8') };
    } catch (cause) {
      throw noReport(id, cause);
    }
  },
  'queue.text': ({ id, words }, { library }) => library.live.last(requireJob(library, id).id, words),
  'queue.partial': async ({ id, formats }, { library, signal }) => ({
    files: await writePartial(library, requireJob(library, id), formats, signal),
  }),
};

function changed({ library, plan, events }: HandlerContext, ids: readonly number[]): QueueChange {
  events.emit('queue', { ids });
  return { ids, queue: viewQueue(library, plan.parallelJobs) };
}

function noReport(id: number, cause: unknown): AppError {
  return new AppError(
    'options-invalid',
    {
      what: `There is no report of job ${id}.`,
      meaning: 'Reports are written when a job is done.',
      action: 'Run `voxlane queue list` to see how far it is.',
    },
    { cause },
  );
}
