/**
 * Entry of a throw-away process: loads the native library for language models, which loads drivers, and answers with one
 * line of JSON what it runs on. A process of its own, because a broken driver can crash or hang whoever calls it.
 */
import { describeUnknown } from '../../../shared/app-error.ts';
import { answerAndEnd } from '../../process/script-side.ts';
import { loadLlamaBinding } from './llama-binding.ts';
import { openLibrary } from './llama-model.ts';
import type { LlamaAnswer } from './probe-llama.ts';

async function answer(): Promise<LlamaAnswer> {
  const state = await loadLlamaBinding();
  if (state.kind === 'unavailable') return { kind: 'failed', reason: state.reason };
  try {
    const llama = await openLibrary(state.binding, { gpu: 'auto', threads: 1 }, () => undefined);
    const { total, free } = await llama.getVramState();
    const device = llama.gpu === false ? 'cpu' : llama.gpu;
    const version = await state.binding.getModuleVersion();
    return { kind: 'works', version, device, totalBytes: total, freeBytes: free };
  } catch (error) {
    return { kind: 'failed', reason: describeUnknown(error).split('\n')[0] };
  }
}

await answerAndEnd(`${JSON.stringify(await answer())}\n`);
