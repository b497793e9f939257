import type { GgufFacts } from '../../../platform/models/gguf-outline.ts';

const GIB = 1024 ** 3;
/** What drivers and the work on a prompt take beside weights and context. */
const WORKING_BYTES = 0.5 * GIB;
/** Keys and values are kept as 16-bit numbers. */
const VALUE_BYTES = 2;

/** Memory in bytes that a language model takes while it runs: its file, what it keeps of the text, and work. */
export function llmNeedBytes(fileBytes: number, facts: GgufFacts, contextTokens: number): number {
  const of = (name: string): number | undefined => {
    const value = facts[`${String(facts['general.architecture'])}.${name}`];
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const heads = of('attention.head_count') ?? 32;
  const width = of('attention.key_length') ?? (of('embedding_length') ?? 4096) / heads;
  const kept = (of('block_count') ?? 32) * (of('attention.head_count_kv') ?? heads) * width * 2 * VALUE_BYTES;
  return Math.ceil(fileBytes * 1.05 + kept * contextTokens + WORKING_BYTES);
}
