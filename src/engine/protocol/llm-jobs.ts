import type { LlmReply, LlmRequest } from '../../core/ports/llm.ts';
import type { JobPolicies } from './contract.ts';

/** What a language model's process is told to load. Plain data: it crosses a process boundary. */
interface LocalLlmSpec {
  /** Absolute path of a GGUF file. */
  readonly path: string;
  /** False keeps it on the processor; `auto` puts as many layers on a GPU as fit there. */
  readonly gpu: 'auto' | false;
  /** Most tokens of prompt and answer together; a model that knows fewer has fewer. */
  readonly contextTokens: number;
  readonly threads: number;
}

/** What was loaded. */
export interface LocalLlmOpened {
  readonly contextTokens: number;
  /** Where it runs really: `cpu`, `vulkan`, `metal`, `cuda`. */
  readonly device: string;
}

/** The jobs of a process that holds one language model. Calls run one after the other. */
export interface LlmJobs {
  open(input: { readonly spec: LocalLlmSpec }): LocalLlmOpened;
  complete(
    input: {
      readonly request: LlmRequest;
      readonly seed: number;
      /** Nothing that was asked before is remembered: what comes before a piece of work must not change it. */
      readonly isFirst: boolean;
    },
    /** What came since the last event. */
    emit: (event: { readonly chunk: string }) => void,
  ): LlmReply;
}

/** How they stop. A model that is being loaded cannot be interrupted; one that writes looks at each token. */
export const llmPolicies: JobPolicies<LlmJobs> = {
  open: { cancel: 'terminate' },
  complete: { cancel: 'cooperative', cancelGraceMs: 2000 },
};
