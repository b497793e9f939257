import { env, pipeline } from '@huggingface/transformers';
import { type Measured, measureInChild } from './child.ts';

/** Start, language, task and `<|notimestamps|>`. */
const PROMPT = 4;

/** The parts of the pipeline that are used here; its own types ask for a path or an address. */
interface Recogniser {
  (audio: Float32Array, options: object): Promise<{ readonly text: string }>;
  readonly model: { generate: (options: object) => Promise<{ readonly dims: readonly number[] }> };
  dispose(): Promise<unknown>;
}

await measureInChild(async ({ kind, root, name, precision, device, threads, tokens }): Promise<Measured> => {
  env.allowRemoteModels = false;
  env.localModelPath = root;
  const recognise = (await pipeline('automatic-speech-recognition', name, {
    dtype: precision,
    device,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  })) as unknown as Recogniser;
  let generated = 0;
  const generate = recognise.model.generate.bind(recognise.model);
  if (tokens !== undefined)
    recognise.model.generate = async (options) => {
      const output = await generate(options);
      generated += (output.dims.at(-1) ?? 0) - PROMPT;
      return output;
    };
  const whisper = { language: 'en', task: 'transcribe', max_new_tokens: tokens ?? 440 };
  return {
    async decode(windows) {
      generated = 0;
      let words = 0;
      // Windows one by one: the pipeline decodes them so, and would join equal texts of neighbours.
      for (const samples of windows) {
        const { text } = await recognise(samples, kind === 'whisper-onnx' ? whisper : {});
        words += text.split(' ').filter((word) => word !== '').length;
      }
      return tokens === undefined ? words : generated;
    },
    dispose: async () => void (await recognise.dispose()),
  };
});
