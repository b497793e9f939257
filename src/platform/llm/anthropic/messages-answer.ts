import { z } from 'zod';
import { spokenText } from '../../../core/llm/spoken-text.ts';
import type { LlmReply } from '../../../core/ports/llm.ts';

const usage = z
  .object({
    input_tokens: z.number().nullish(),
    cache_creation_input_tokens: z.number().nullish(),
    cache_read_input_tokens: z.number().nullish(),
    output_tokens: z.number().nullish(),
  })
  .nullish();
const block = z.object({ type: z.string(), text: z.string().optional(), input: z.unknown().optional() });
const messageSchema = z.object({
  type: z.literal('message'),
  content: z.array(block),
  stop_reason: z.string().nullish(),
  usage,
});
const eventSchema = z.object({
  type: z.string(),
  message: z.object({ usage }).optional(),
  content_block: block.optional(),
  delta: z
    .object({
      type: z.string().optional(),
      text: z.string().optional(),
      partial_json: z.string().optional(),
      stop_reason: z.string().nullish(),
    })
    .optional(),
  usage,
  error: z.unknown().optional(),
});

/** A message of Anthropic as it comes together, whole or from the events of a stream. Thinking is left out. */
export class MessagesAnswer {
  #text = '';
  #tool = '';
  #usesTool = false;
  #stop: string | undefined;
  #ended = false;
  #input: number | undefined;
  #output: number | undefined;
  error: unknown;

  /** Takes a whole message; false when it is none. */
  takeMessage(value: unknown): boolean {
    const parsed = messageSchema.safeParse(value);
    if (!parsed.success) return false;
    for (const { type, text, input } of parsed.data.content) {
      if (type === 'text') this.#text += text ?? '';
      if (type !== 'tool_use') continue;
      this.#usesTool = true;
      this.#tool += JSON.stringify(input) ?? '';
    }
    this.#stop = parsed.data.stop_reason ?? undefined;
    this.#ended = true;
    this.#count(parsed.data.usage);
    return true;
  }

  /** Takes one event of a stream; false when it is none. Kinds that are not known are passed over, as the API asks. */
  takeEvent(value: unknown): boolean {
    const parsed = eventSchema.safeParse(value);
    if (!parsed.success) return false;
    const { type, message, content_block: start, delta, error } = parsed.data;
    if (type === 'error') this.error = error ?? 'an error';
    if (type === 'message_stop') this.#ended = true;
    if (start?.type === 'tool_use') this.#usesTool = true;
    if (start?.type === 'text') this.#text += start.text ?? '';
    if (delta?.type === 'text_delta') this.#text += delta.text ?? '';
    if (delta?.type === 'input_json_delta') this.#tool += delta.partial_json ?? '';
    this.#stop = delta?.stop_reason ?? this.#stop;
    this.#count(message?.usage);
    this.#count(parsed.data.usage);
    return true;
  }

  get text(): string {
    return this.#usesTool ? this.#tool : spokenText(this.#text);
  }

  /** Whether the model used the tool that gives the answer its shape. */
  get usesTool(): boolean {
    return this.#usesTool;
  }

  get ended(): boolean {
    return this.#ended || this.#stop !== undefined;
  }

  get finish(): LlmReply['finish'] {
    if (this.#stop === 'refusal') return 'refusal';
    return this.#stop === 'max_tokens' || this.#stop === 'model_context_window_exceeded' ? 'length' : 'stop';
  }

  /** Tokens as the server counted them. */
  get usage(): { readonly inputTokens: number; readonly outputTokens: number } | undefined {
    if (this.#input === undefined || this.#output === undefined) return undefined;
    return { inputTokens: this.#input, outputTokens: this.#output };
  }

  #count(used: z.infer<typeof usage>): void {
    if (typeof used?.input_tokens === 'number')
      this.#input = used.input_tokens + (used.cache_creation_input_tokens ?? 0) + (used.cache_read_input_tokens ?? 0);
    if (typeof used?.output_tokens === 'number') this.#output = used.output_tokens;
  }
}
