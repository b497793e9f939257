import type { Substitution } from '../../../../core/writers/document-writers.ts';
import { deviceName } from '../../../ui/device-name.ts';

/** Why a recogniser gave up, as texts tell it. */
export type Reason = 'memory' | 'gpuMemory' | 'device' | 'other';

/** What a text about a substitution names. */
export function reasonOf(
  { failure, instead, insteadOn }: Pick<Substitution, 'failure' | 'instead' | 'insteadOn'>,
  nameOf: (engine: string) => string,
): { readonly key: Reason; readonly values: { readonly instead: string; readonly device: string } } {
  const isGpu = insteadOn !== 'cpu' && insteadOn !== 'remote' && insteadOn !== '';
  const key = failure === 'memory' && isGpu ? 'gpuMemory' : failure;
  return { key, values: { instead: nameOf(instead), device: deviceName(insteadOn) } };
}
