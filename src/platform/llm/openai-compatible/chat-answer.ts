import { z } from 'zod';
import { spokenText } from '../../../core/llm/spoken-text.ts';
import type { LlmReply } from '../../../core/ports/llm.ts';

const text = z
  .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
  .nullish()
  .transform((content) =>
    typeof content === 'string'
      ? content
      : (content ?? []).map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join(''),
  );
const message = z.object({ content: text, refusal: z.string().nullish() });
const count = z.number().min(0).nullish();

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: message.partial().nullish(),
        message: message.partial().nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish(),
  error: z.unknown(),
});

/** Tokens as the server counted them. */
export interface ServerUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A chat completion as it comes together, from one answer or from the chunks of a stream. What the model thinks is left out. */
export class ChatAnswer {
  #raw = '';
  #refused = false;
  #finish: string | undefined;
  usage: ServerUsage | undefined;
  /** An error in the middle of a stream. */
  error: unknown;

  /** Takes one object of the server; false when it is of another kind. */
  take(value: unknown): boolean {
    const parsed = chunkSchema.partial().safeParse(value);
    if (!parsed.success) return false;
    const { choices, usage, error } = parsed.data;
    if (error !== undefined && error !== null) this.error = error;
    if (choices === undefined && usage === undefined && this.error === undefined) return false;
    const [choice] = choices ?? [];
    const part = choice?.delta ?? choice?.message;
    this.#raw += part?.content ?? '';
    if ((part?.refusal ?? '') !== '') {
      this.#refused = true;
      this.#raw += part?.refusal ?? '';
    }
    this.#finish = choice?.finish_reason ?? this.#finish;
    if (typeof usage?.prompt_tokens === 'number' && typeof usage.completion_tokens === 'number')
      this.usage = { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
    return true;
  }

  /** What was said so far. */
  get text(): string {
    return spokenText(this.#raw);
  }

  /** What was written so far, thoughts included. */
  get raw(): string {
    return this.#raw;
  }

  /** Whether the server said why it stopped: a stream without that was cut. */
  get ended(): boolean {
    return this.#finish !== undefined;
  }

  get finish(): LlmReply['finish'] {
    if (this.#refused || this.#finish === 'content_filter') return 'refusal';
    return this.#finish === 'length' || this.#finish === 'model_length' ? 'length' : 'stop';
  }
}
