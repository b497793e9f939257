import type { TFunction } from 'i18next';
import type { Substitution } from '../../../../core/writers/document-writers.ts';
import { reasonOf } from './reason.ts';

const KEYS = {
  memory: 'bannerMemory',
  gpuMemory: 'bannerGpuMemory',
  device: 'bannerDevice',
  other: 'bannerOther',
} as const;

/** How many cues others than the wanted recogniser wrote, and why, in a sentence. */
export function substituteText(
  t: TFunction<'writers'>,
  language: string,
  nameOf: (engine: string) => string,
  found: {
    readonly cues: number;
    readonly of: number;
    readonly by: readonly string[];
    readonly why: Pick<Substitution, 'failure' | 'instead' | 'insteadOn'>;
  },
): string {
  const { key, values } = reasonOf(found.why, nameOf);
  const by = new Intl.ListFormat(language).format(found.by.map(nameOf));
  return t(KEYS[key], { ...values, count: found.cues, of: found.of, by });
}
