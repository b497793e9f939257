const STAGES = ['layout', 'vad', 'crosstalk', 'asr', 'diarize', 'cues', 'translate'] as const;
export type StageName = (typeof STAGES)[number];

/** True for the stages that have a line of their own. */
export function isStageName(stage: string): stage is StageName {
  return (STAGES as readonly string[]).includes(stage);
}

const WIDTH = 24;

/** A bar of fixed width for a fraction 0..1. */
export function progressBar(fraction: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
}
