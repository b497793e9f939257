import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import type { JobView } from '../../contract/job-view.ts';
import { type Reply, valueOf } from '../../contract/reply.ts';
import { AppError } from '../../shared/app-error.ts';
import { badRequest } from '../errors.ts';
import { type ApiParts, type ApiRoute, apiRoute } from './api-route.ts';
import { planOf } from './job-plan.ts';
import {
  changedSchema,
  idSchema,
  jobAnswerSchema,
  jobListSchema,
  jobRequestSchema,
  resultQuerySchema,
  submittedSchema,
  uploadedSchema,
  uploadQuerySchema,
} from './job-schemas.ts';

const TYPES: Readonly<Record<string, string>> = {
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  chapters: 'text/vtt; charset=utf-8',
  json: 'application/json; charset=utf-8',
  'activity-json': 'application/json; charset=utf-8',
  'activity-csv': 'text/csv; charset=utf-8',
};

const PLAIN = 'text/plain; charset=utf-8';

/** The endpoints for programs. */
export const jobRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'POST',
    path: '/api/jobs',
    id: 'submitJob',
    summary: 'Add a recording to the queue; a folder or a list becomes several jobs.',
    body: jobRequestSchema,
    status: 201,
    answer: submittedSchema,
    async handle({ body, signal }, parts) {
      const settings = await ask(parts, 'settings.get', {}, signal);
      const input = body.path ?? body.url ?? (await parts.uploads.pathOf(body.upload ?? ''));
      const planned = await ask(parts, 'queue.plan', planOf(body, input, settings.values), signal);
      const jobs = planned.flatMap((found) => (found.kind === 'job' ? [found.job] : []));
      const refused = planned.flatMap((found) => (found.kind === 'refused' ? [found] : []));
      if (jobs.length === 0)
        throw refused[0] === undefined
          ? badRequest('There is no recording in it.')
          : AppError.fromData(refused[0].error);
      const { ids, queue } = await ask(parts, 'queue.add', { priority: body.priority, jobs }, signal);
      const added = queue.jobs.filter(({ id }) => ids.includes(id));
      return { status: 201, json: { jobs: added, refused: refused.map(({ path, error }) => ({ path, error })) } };
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/jobs',
    id: 'listJobs',
    summary: 'The queue, in the order it runs.',
    status: 200,
    answer: jobListSchema,
    async handle({ signal }, parts) {
      const { jobs, finish_eta } = await ask(parts, 'queue.list', {}, signal);
      return { status: 200, json: { jobs, finish_eta } };
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/jobs/{id}',
    id: 'getJob',
    summary: 'One job: its state, stage, progress, and why it failed.',
    params: idSchema,
    status: 200,
    answer: jobAnswerSchema,
    async handle({ params, signal }, parts) {
      return { status: 200, json: { job: await findJob(parts, params.id, signal) } };
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/jobs/{id}/result',
    id: 'getResult',
    summary: 'The result in one of the formats, with all corrections made so far.',
    params: idSchema,
    query: resultQuerySchema,
    status: 200,
    types: [...new Set([PLAIN, ...Object.values(TYPES)])],
    async handle({ params, query, signal }, parts) {
      const { format, class: classes, ...view } = query;
      const input = { id: params.id, format, options: { ...view, classes } };
      const exported = await parts.handle({ name: 'documents.export', input }, signal);
      if (!exported.ok && exported.error.code === 'document-missing') await refuseUnfinished(parts, params.id, signal);
      const { text } = valueOf(exported as Reply<CallOutput<'documents.export'>>);
      return { status: 200, text, type: TYPES[query.format] ?? PLAIN };
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/jobs/{id}/cancel',
    id: 'cancelJob',
    summary: 'Stop a job; it can be retried in the studio.',
    params: idSchema,
    status: 200,
    answer: changedSchema,
    handle: ({ params, signal }, parts) => change(parts, 'cancel', params.id, signal),
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/jobs/{id}',
    id: 'removeJob',
    summary: 'Take a job out of the queue. A document it left stays in the library.',
    params: idSchema,
    status: 200,
    answer: changedSchema,
    handle: ({ params, signal }, parts) => change(parts, 'remove', params.id, signal),
  }),
  apiRoute({
    method: 'PUT',
    path: '/api/uploads',
    id: 'uploadFile',
    summary: 'Send a file whole; needs Content-Length. For `upload` of a new job.',
    query: uploadQuerySchema,
    file: true,
    status: 201,
    answer: uploadedSchema,
    async handle({ query, stream, sizeBytes }, { uploads }) {
      if (stream === undefined || sizeBytes === undefined || sizeBytes < 1)
        throw badRequest('A file is sent as application/octet-stream with its Content-Length.');
      return { status: 201, json: await uploads.take({ name: query.name, sizeBytes }, stream) };
    },
  }),
];

async function ask<Name extends CallName>(
  { handle }: ApiParts,
  name: Name,
  input: CallInput<Name>,
  signal: AbortSignal,
): Promise<CallOutput<Name>> {
  return valueOf((await handle({ name, input }, signal)) as Reply<CallOutput<Name>>);
}

async function change(parts: ApiParts, kind: 'cancel' | 'remove', id: number, signal: AbortSignal) {
  await findJob(parts, id, signal);
  const { ids } = await ask(parts, 'queue.change', { kind, ids: [id] }, signal);
  return { status: 200, json: { ids } };
}

async function findJob(parts: ApiParts, id: number, signal: AbortSignal): Promise<JobView> {
  const { jobs } = await ask(parts, 'queue.list', {}, signal);
  const job = jobs.find((other) => other.id === id);
  if (job !== undefined) return job;
  throw new AppError('input-not-found', {
    what: `There is no job ${id} in the queue.`,
    meaning: 'Nothing was done.',
    action: 'Ask GET /api/jobs for those that are there.',
  });
}

/** Throws `nothing-yet` for a job that is there and not done. */
async function refuseUnfinished(parts: ApiParts, id: number, signal: AbortSignal): Promise<void> {
  const { state } = await findJob(parts, id, signal);
  throw new AppError('nothing-yet', {
    what: `Job ${id} has no result: it is ${state}.`,
    meaning: 'There is nothing to send.',
    action: 'Ask GET /api/jobs/{id} until its state is done.',
  });
}
