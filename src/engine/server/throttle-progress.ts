import type { PipelineEvent } from '../../core/pipeline/parts.ts';

/** Fastest a watcher needs news of the same stage. */
const INTERVAL_MS = 50;

/** Passes events on, leaving out progress that follows closely on the last of its stage; a finished stage always passes. */
export function throttleProgress(
  emit: (event: PipelineEvent) => void,
  now: () => number,
): (event: PipelineEvent) => void {
  const last = new Map<string, number>();
  return (event) => {
    if (event.type === 'progress' && event.progress.stageFraction < 1) {
      const { stage } = event.progress;
      if (now() - (last.get(stage) ?? -INTERVAL_MS) < INTERVAL_MS) return;
      last.set(stage, now());
    }
    emit(event);
  };
}
