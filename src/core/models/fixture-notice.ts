import type { Alert } from '../../shared/alert.ts';
import type { InstalledModel } from './manifest.ts';

/**
 * The warning that belongs to every result made with test fixtures, one per label; empty when only real models were used.
 * A user must not take a fixture's output for the product's quality.
 */
export function fixtureNotice(models: readonly (InstalledModel | undefined)[]): Alert[] {
  const byLabel = new Map<string, string[]>();
  for (const model of models) {
    if (model?.manifest.fixture !== true) continue;
    const { manifest } = model;
    const label = manifest.label ?? 'test fixture';
    byLabel.set(label, [...(byLabel.get(label) ?? []), manifest.id]);
  }
  return [...byLabel].map(([label, ids]) => ({
    code: 'fixture-model',
    severity: 'warning',
    message: `Made with ${ids.join(', ')} (${label}). Expect wrong results on other recordings.`,
    values: { models: ids.join(', ') },
  }));
}
