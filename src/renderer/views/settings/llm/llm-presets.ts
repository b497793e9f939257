import type { LlmKind } from '../../../../core/llm/llm-spec.ts';

/** A provider or program whose address is known. */
export interface LlmPreset {
  readonly id: string;
  readonly name: string;
  readonly kind: LlmKind;
  readonly url: string;
  /** A name of a model there, as an example. */
  readonly example: string;
}

/** Programs of this computer first, then services. */
export const LLM_PRESETS = [
  { id: 'ollama', name: 'Ollama', kind: 'openai', url: 'http://127.0.0.1:11434/v1', example: 'gemma3:12b' },
  { id: 'llama-server', name: 'llama-server', kind: 'openai', url: 'http://127.0.0.1:8080/v1', example: 'gemma-3-12b' },
  { id: 'vllm', name: 'vLLM', kind: 'openai', url: 'http://127.0.0.1:8000/v1', example: 'Qwen/Qwen3-14B' },
  {
    id: 'groq',
    name: 'Groq',
    kind: 'openai',
    url: 'https://api.groq.com/openai/v1',
    example: 'llama-3.3-70b-versatile',
  },
  {
    id: 'mistral',
    name: 'Mistral',
    kind: 'openai',
    url: 'https://api.mistral.ai/v1',
    example: 'mistral-small-latest',
  },
  { id: 'openai', name: 'OpenAI', kind: 'openai', url: 'https://api.openai.com/v1', example: 'gpt-4.1-mini' },
  {
    id: 'anthropic',
    name: 'Anthropic',
    kind: 'anthropic',
    url: 'https://api.anthropic.com/v1',
    example: 'claude-sonnet-4-5',
  },
  {
    id: 'bedrock',
    name: 'Amazon Bedrock',
    kind: 'bedrock',
    url: 'https://bedrock-runtime.eu-central-1.amazonaws.com/v1',
    example: 'mistral.mistral-large-2402-v1:0',
  },
] as const satisfies readonly LlmPreset[];

export type PresetId = (typeof LLM_PRESETS)[number]['id'] | 'other' | 'local';

/** The preset that an address belongs to. */
export function presetOfUrl(url: string): PresetId {
  const hostOf = (text: string): string => {
    const { host } = new URL(text);
    return /^bedrock-runtime\..*\.amazonaws\.com$/.test(host) ? 'bedrock' : host;
  };
  return LLM_PRESETS.find((preset) => hostOf(preset.url) === hostOf(url))?.id ?? 'other';
}
