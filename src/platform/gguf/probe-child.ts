/**
 * Entry of a throw-away process: loads the native library for GGUF models, which loads drivers, and answers with one line
 * of JSON what it is and what it can compute on. A process of its own, because a broken driver can crash or hang whoever
 * calls it.
 */
import { describeUnknown } from '../../shared/app-error.ts';
import { answerAndEnd } from '../process/script-side.ts';
import { loadBinding } from './binding.ts';
import type { GgufAnswer } from './probe-gguf.ts';

async function answer(): Promise<GgufAnswer> {
  const state = await loadBinding();
  if (state.kind === 'unavailable') return { kind: 'failed', reason: state.reason };
  try {
    const devices = state.binding.getAvailableBackends();
    return {
      kind: 'works',
      version: state.binding.version().version,
      devices: devices.map(({ kind, description, memoryTotal, memoryFree }) => {
        return { kind, name: description, memoryTotal, memoryFree };
      }),
    };
  } catch (error) {
    return { kind: 'failed', reason: describeUnknown(error) };
  }
}

await answerAndEnd(`${JSON.stringify(await answer())}\n`);
