import { type LlamaWriter, loadLlama } from '../../../platform/llm/llama-cpp/llama-model.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { JobHandlers } from '../../protocol/contract.ts';
import type { LlmJobs } from '../../protocol/llm-jobs.ts';

/** A small model writes faster than anybody wants to be told. */
const TELL_MS = 50;

/** The jobs of a process that holds one language model. Nothing is unloaded: the process ends instead. */
export function createLlmHandlers(): JobHandlers<LlmJobs> {
  let writer: LlamaWriter | undefined;
  return {
    async open({ spec }, { signal }) {
      if (writer !== undefined) throw misused('it holds a model already');
      writer = await loadLlama(spec, signal);
      return { contextTokens: writer.contextTokens, device: writer.device };
    },
    async complete({ request, seed, isFirst }, { signal, emit }) {
      if (writer === undefined) throw misused('it holds no model');
      if (isFirst) await writer.forget();
      let waiting = '';
      let toldAtMs = 0;
      const tell = (): void => {
        if (waiting !== '') emit({ chunk: waiting });
        waiting = '';
        toldAtMs = performance.now();
      };
      const reply = await writer.complete(request, seed, signal, (chunk) => {
        waiting += chunk;
        if (performance.now() - toldAtMs >= TELL_MS) tell();
      });
      tell();
      return reply;
    },
  };
}

function misused(why: string): AppError {
  return new AppError('engine-protocol', {
    what: `The process of a language model was asked for what it cannot do: ${why}.`,
    meaning: 'This is a defect in Voxlane, not in your file.',
    action: 'Report this message.',
  });
}
