import { execFileSync } from 'node:child_process';
import type { CallInput, CallName, CallOutput } from '../../src/contract/contract.ts';
import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { checkInput } from '../../src/studio/check-input.ts';
import { addRevision } from '../../src/studio/documents/add-revision.ts';
import { EventBus } from '../../src/studio/event-bus.ts';
import { type HandlerContext, handlerOf } from '../../src/studio/handlers.ts';
import { addJobs } from '../../src/studio/queue/add-jobs.ts';
import { type Library, openLibrary } from '../../src/studio/queue/library.ts';
import { libraryHandlers } from '../../src/studio/tables.ts';
import { plannedJob } from '../support/planned-job.ts';

const never = new AbortController().signal;

/** An open library with the calls of the contract, without a queue that runs. */
export interface Desk {
  readonly library: Library;
  readonly events: EventBus;
  call<Name extends CallName>(name: Name, input: CallInput<Name>, signal?: AbortSignal): Promise<CallOutput<Name>>;
  /** A job over a recording whose document is there. */
  withDocument(path: string, document?: Partial<VoxlaneDocument>, tracks?: readonly string[]): Promise<number>;
}

/** Opens a library in a folder of its own. */
export async function openDesk(folder: string): Promise<Desk> {
  const library = await openLibrary(folder, silentLogger);
  const events = new EventBus(silentLogger);
  const plan = { parallelJobs: 1, threadsPerJob: 2, parallelDownloads: 1 };
  return {
    library,
    events,
    async call(name, input, signal = never) {
      const context: HandlerContext = { home: folder, log: silentLogger, events, signal, library, plan };
      const value = await handlerOf<HandlerContext>(libraryHandlers, name)(checkInput(name, input), context);
      return valueOf({ ok: true, value }) as never;
    },
    async withDocument(path, document = {}, tracks = []) {
      const media = await probeMedia(path, never);
      const job = plannedJob(path, folder, `talk-${library.jobs.listAll().length}`);
      const spec = { ...job.spec, ...(tracks.length === 0 ? {} : { tracks: [...tracks] }) };
      const [id = 0] = addJobs(library, [{ ...job, spec, media }], 0);
      const base = newDocument({ speakers: [], turns: [], exclusiveTurns: [], cues: [] });
      const durationMs = media.durationMs ?? 0;
      const of = { ...base.media, name: path, contentId: media.contentId, durationMs };
      addRevision(library, id, { ...base, media: of, ...document });
      return id;
    },
  };
}

/** Runs the system's ffmpeg to make a recording for a test. */
export function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}
