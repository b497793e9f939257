import type { JobProgressEvent } from '../contract/job-events.ts';
import type { OneEvent } from './transcribe-one.ts';

/** An event of a transcription as plain data. */
export function describeEvent(event: OneEvent): JobProgressEvent {
  switch (event.type) {
    case 'engine':
      return { type: 'engine', pid: event.pid, generation: event.generation };
    case 'engine-restarted':
      return {
        type: 'engine-restarted',
        error: event.error.toData(),
        ...(event.position === undefined ? {} : { position: event.position }),
      };
    case 'job':
      if (event.event.type === 'artifact') {
        const { path: file, ...artifact } = event.event;
        return { ...artifact, file };
      }
      switch (event.event.type) {
        case 'media':
        case 'work-folder':
        case 'recogniser':
        case 'recogniser-process':
          return event.event;
        case 'alert':
        case 'position':
        case 'progress':
        case 'stage':
        case 'text':
          return { type: 'pipeline', event: event.event };
      }
  }
}
