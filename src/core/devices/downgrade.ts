import type { Alert } from '../../shared/alert.ts';

/**
 * What changed: the device, the batch, the quantisation of a recogniser's model, the model, the model for single windows
 * only, the model because of the language, back to what was left before (`recovered`), or nothing is left (`exhausted`).
 */
type DowngradeKind = 'device' | 'batch' | 'quantisation' | 'model' | 'window' | 'language' | 'recovered' | 'exhausted';

/** One step down that kept a stage going: to another device, to less at a time, to another model; or a step up again. */
export interface Downgrade {
  readonly kind: DowngradeKind;
  readonly stage: string;
  /** What was tried, e.g. `cuda`, `batch 16` or `whisper-small on cuda`. */
  readonly from: string;
  readonly to: string;
  /** What the native code said. */
  readonly reason: string;
  /** The stretch it is about, in media milliseconds, when it is about one. */
  readonly startMs?: number;
  readonly endMs?: number;
}

const SEVERITY: Readonly<Record<DowngradeKind, Alert['severity']>> = {
  device: 'warning',
  batch: 'info',
  quantisation: 'warning',
  model: 'warning',
  window: 'info',
  language: 'info',
  recovered: 'info',
  exhausted: 'error',
};

const MESSAGE: Readonly<Record<DowngradeKind, (step: Downgrade) => string>> = {
  device: ({ from, to, reason }) =>
    `A model failed on ${from} (${reason}). It was loaded on ${to} instead and the work was repeated there; this is slower, the result is complete.`,
  batch: ({ from, to, reason }) =>
    `There was too little memory (${reason}), so ${to} was run instead of ${from}; the result is complete.`,
  quantisation: ({ from, to, reason }) =>
    `${from} failed (${reason}). The same model in a smaller form, ${to}, went on; the result is complete.`,
  model: ({ from, to, reason }) => `${from} failed (${reason}). ${to} went on in its place; the result is complete.`,
  window: ({ from, to, reason }) => `${from} failed on this stretch (${reason}). ${to} transcribed it.`,
  language: ({ to, reason }) => `Transcribed with ${to}, because ${reason}.`,
  recovered: ({ from, to, reason }) => `Went back from ${from} to ${to} after ${reason}.`,
  exhausted: ({ from, reason }) =>
    `${from} failed (${reason}) and no other recogniser is left, so the rest has times but no text. Run it again to try anew.`,
};

/** The step as an alert for the document and the record of the job. */
export function downgradeAlert(step: Downgrade): Alert {
  const { kind, stage, from, to, reason, startMs, endMs } = step;
  return {
    code: `downgrade-${kind}`,
    severity: SEVERITY[kind],
    stage,
    message: MESSAGE[kind](step),
    values: { ...(kind === 'device' ? { variant: 'step' } : {}), from, to, reason },
    ...(startMs === undefined || endMs === undefined ? {} : { startMs, endMs }),
  };
}
