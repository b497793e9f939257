import { describeEvent } from '../../studio/describe-event.ts';
import { outcomeOf } from '../../studio/outcome.ts';
import type { BatchEvent } from '../../studio/transcribe-batch.ts';
import type { ReportEvent } from './reporter.ts';

/** An event of a plain batch as a report. */
export function reportOf(event: BatchEvent): ReportEvent {
  const { path, index, total } = event;
  const about = { path, index, total };
  if (event.type === 'input-started') return { ...about, event: { type: 'started' } };
  if (event.type === 'input-finished')
    return { ...about, event: { type: 'finished', outcome: outcomeOf(event.result) } };
  return { ...about, event: describeEvent(event) };
}
