import type * as nodeLlamaCpp from 'node-llama-cpp';
import { describeUnknown } from '../../../shared/app-error.ts';

/** The npm package `node-llama-cpp`. */
export type NodeLlamaCpp = typeof nodeLlamaCpp;

/** Whether language models can run here; `reason` is a sentence. */
export type LlamaState =
  | { readonly kind: 'ready'; readonly binding: NodeLlamaCpp }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * Loads the package, without its native library yet. It is optional: that it is missing or broken is an answer.
 * @param load for tests
 */
export async function loadLlamaBinding(
  load: () => Promise<NodeLlamaCpp> = () => import('node-llama-cpp'),
): Promise<LlamaState> {
  try {
    return { kind: 'ready', binding: await load() };
  } catch (error) {
    return { kind: 'unavailable', reason: missingReason(error) };
  }
}

function missingReason(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return 'The package node-llama-cpp is not installed.';
  const text = describeUnknown(error).split('\n')[0].trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
