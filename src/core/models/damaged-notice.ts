import type { Alert } from '../../shared/alert.ts';
import { isRunnable, type Preset } from './choose.ts';
import type { InstalledModel, ModelTask } from './manifest.ts';

/**
 * Says that a model which its owner installed was passed over because its files are damaged, and what took its place.
 * The bundled fixtures are asked for in a demo, so nothing is passed over there.
 */
export function damagedNotice(
  installed: readonly InstalledModel[],
  task: ModelTask,
  chosen: InstalledModel | undefined,
  preset: Preset,
): Alert[] {
  if (preset === 'demo' || chosen?.manifest.fixture === false) return [];
  const damaged = installed.find(
    ({ manifest, problem }) =>
      manifest.task === task && !manifest.fixture && isRunnable(manifest) && problem !== undefined,
  );
  if (damaged === undefined) return [];
  const { id } = damaged.manifest;
  const instead = chosen === undefined ? 'Nothing took its place.' : `${chosen.manifest.id} was used instead.`;
  return [
    {
      code: 'downgrade-model-damaged',
      severity: 'warning',
      message: `The model ${id} is installed but cannot be used (${damaged.problem ?? ''}). ${instead} Run \`voxlane models remove ${id}\` and install it again.`,
      values: {
        model: id,
        reason: damaged.problem ?? '',
        ...(chosen === undefined ? {} : { variant: 'instead', instead: chosen.manifest.id }),
      },
    },
  ];
}
