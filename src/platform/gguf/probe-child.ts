/**
 * Entry of a throw-away process: loads the native library for GGUF models, which loads drivers, and answers with one line
 * of JSON what it is and what it can compute on. Named `gguf-<backend>` it also runs a small model there. A process of its own, because a broken driver can crash or hang whoever
 * calls it.
 */
import { describeUnknown } from '../../shared/app-error.ts';
import { answerAndEnd } from '../process/script-side.ts';
import { loadBinding, type TranscribeCpp } from './binding.ts';
import type { GgufAnswer } from './probe-gguf.ts';

const [name = '', path = ''] = process.argv.slice(2);
const backend = /^gguf-(cpu|vulkan|metal|cuda)$/.exec(name)?.[1] as 'cpu' | undefined;

/** One second of a tone, which the model takes for sound. */
async function run(binding: TranscribeCpp): Promise<string | undefined> {
  if (backend === undefined) return undefined;
  const model = await binding.TranscribeModel.load(path, { backend });
  const session = model.createSession({ nThreads: 1 });
  const samples = Float32Array.from({ length: 16_000 }, (_, i) => 0.2 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
  const { text } = await session.run(samples, { language: 'en' });
  session.dispose();
  model.dispose();
  return text.trim();
}

async function answer(): Promise<GgufAnswer> {
  const state = await loadBinding();
  if (state.kind === 'unavailable') return { kind: 'failed', reason: state.reason };
  try {
    const devices = state.binding.getAvailableBackends();
    const text = await run(state.binding);
    return {
      kind: 'works',
      version: state.binding.version().version,
      ...(text === undefined ? {} : { text }),
      devices: devices.map(({ kind, description, memoryTotal, memoryFree }) => {
        return { kind, name: description, memoryTotal, memoryFree };
      }),
    };
  } catch (error) {
    return { kind: 'failed', reason: describeUnknown(error) };
  }
}

await answerAndEnd(`${JSON.stringify(await answer())}\n`);
