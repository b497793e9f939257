import type { JobTranslateWish } from '../../core/queue/translate-wish.ts';
import type { Settings } from '../../core/settings/schema.ts';
import { refuseChoice } from './open-engines.ts';

interface Wish {
  readonly translate?: Pick<JobTranslateWish, 'models'> | 'none' | undefined;
}

/**
 * Checks the language models that jobs name when they are added or changed; see `refuseChoice`. Those of the settings are
 * looked at when the job runs.
 */
export function refuseLlmJobs(name: string, input: unknown, rules: Pick<Settings, 'offline' | 'llmHosts'>): void {
  for (const { translate } of wishesOf(name, input)) {
    for (const choice of translate === 'none' ? [] : (translate?.models ?? [])) refuseChoice(choice, rules);
  }
}

/** Inputs were checked before. */
function wishesOf(name: string, input: unknown): readonly Wish[] {
  if (name === 'queue.add')
    return (input as { readonly jobs: readonly { readonly spec: Wish }[] }).jobs.map(({ spec }) => spec);
  return name === 'queue.respec' ? [(input as { readonly change: Wish }).change] : [];
}
