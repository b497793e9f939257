import { expect, it } from 'vitest';
import type { PipelineEvent } from '../../core/pipeline/parts.ts';
import { throttleProgress } from './throttle-progress.ts';

function progress(stage: string, stageFraction: number): PipelineEvent {
  const rest = { stageEtaMs: undefined, overallFraction: stageFraction, overallEtaMs: undefined };
  return { type: 'progress', progress: { stage, stageFraction, ...rest } };
}

it('thins out progress but keeps stage changes, alerts and every last step', () => {
  let now = 0;
  const seen: string[] = [];
  const emit = throttleProgress(
    (event) =>
      seen.push(event.type === 'progress' ? `${event.progress.stage} ${event.progress.stageFraction}` : event.type),
    () => now,
  );
  emit(progress('vad', 0));
  emit(progress('vad', 0.1));
  emit(progress('asr', 0));
  now = 60;
  emit(progress('vad', 0.2));
  emit(progress('vad', 1));
  emit({ type: 'stage', stage: 'vad', track: 0, state: 'finished' });
  expect(seen).toEqual(['vad 0', 'asr 0', 'vad 0.2', 'vad 1', 'stage']);
});
