import type { JobProgressEvent } from '../contract/job-events.ts';
import type { OneEvent } from './transcribe-one.ts';

/** An event of a transcription as plain data; `undefined` for what is of no interest outside. */
export function describeEvent(event: OneEvent): JobProgressEvent | undefined {
  switch (event.type) {
    case 'engine':
      return { type: 'engine', pid: event.pid, generation: event.generation };
    case 'engine-restarted':
      return { type: 'engine-restarted', error: event.error.toData() };
    case 'job':
      if (event.event.type === 'media') return { type: 'media', media: event.event.media };
      if (event.event.type === 'job-folder')
        return { type: 'work-folder', folder: event.event.folder, stage: '', track: 0 };
      return { type: 'pipeline', event: event.event };
  }
}
