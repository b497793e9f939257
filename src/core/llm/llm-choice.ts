import { z } from 'zod';
import { llmEngineId, llmSpecSchema } from './llm-spec.ts';

/** A language model that runs on this computer, in a process of its own. */
export const localLlmSchema = z.strictObject({
  kind: z.literal('local'),
  /** Id of an installed model, or the absolute path of a GGUF file. */
  model: z
    .string()
    .min(1)
    .max(4096)
    .refine((text) => !text.includes('\0'), 'not a model'),
  /** Tokens of prompt and answer together; what fits the memory when left out. */
  contextTokens: z.int().min(256).max(10_000_000).optional(),
});

/** Any language model that a user can choose: of this computer, or of a server. */
export const llmChoiceSchema = z.union([localLlmSchema, llmSpecSchema]);

export type LocalLlm = Readonly<z.infer<typeof localLlmSchema>>;
export type LlmChoice = Readonly<z.infer<typeof llmChoiceSchema>>;

/** What stands for the engine in documents, settings and reports. */
export function llmChoiceId(choice: LlmChoice): string {
  return choice.kind === 'local' ? choice.model.replace(/^.*[\\/]/, '') : llmEngineId(choice);
}
