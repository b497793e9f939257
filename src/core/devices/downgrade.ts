import type { Alert } from '../../shared/alert.ts';

/** One step down that kept a stage going: to another device, or to less at a time. */
export interface Downgrade {
  readonly kind: 'device' | 'batch';
  readonly stage: string;
  /** What was tried, e.g. `cuda` or `batch 16`. */
  readonly from: string;
  readonly to: string;
  /** What the native code said. */
  readonly reason: string;
}

/** The step as an alert for the document and the record of the job. */
export function downgradeAlert({ kind, stage, from, to, reason }: Downgrade): Alert {
  const message =
    kind === 'device'
      ? `A model failed on ${from} (${reason}). It was loaded on ${to} instead and the work was repeated there; this is slower, the result is complete.`
      : `There was too little memory (${reason}), so ${to} was run instead of ${from}; the result is complete.`;
  return { code: `downgrade-${kind}`, severity: kind === 'device' ? 'warning' : 'info', stage, message };
}
