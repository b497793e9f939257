import { chooseDevice } from '../../core/devices/choose-device.ts';
import { fixedBy } from '../../core/devices/performance.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import type { FactsInput, FactsOutput } from '../protocol/jobs.ts';
import { recogniserFacts } from './choose-recogniser.ts';
import { deviceVerdict } from './device-verdict.ts';

/** What a job with these options would look at before it chooses its recogniser. Throws `cancelled`. */
export async function choiceFacts(input: FactsInput, signal: AbortSignal): Promise<FactsOutput> {
  const wish = fixedBy(input.performance, input.device).device;
  const [installed, { device }] = await Promise.all([
    listInstalledModels(input.modelFolders),
    chooseDevice(wish, (one) => deviceVerdict(one, signal)),
  ]);
  const { performance, threads } = input;
  return { installed, device, facts: await recogniserFacts(installed, device, { wish, performance, threads }) };
}
