import type { ModelTask } from './manifest.ts';

/**
 * False for a speaker embedding model whose distance between voices nobody measured: it works with an estimate, so another
 * one is to be preferred. True for every other model.
 */
export function isCalibrated(model: {
  readonly task: ModelTask;
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
}): boolean {
  return model.task !== 'embedding' || typeof model.params?.['clusterThreshold'] === 'number';
}
