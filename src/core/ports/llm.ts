/** One message of a prompt. What comes from recordings and files is always data inside a `user` message. */
export interface LlmMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * The subset of JSON Schema that grammars and servers agree on. Objects allow no other properties than those named, and
 * every property is required.
 */
export type JsonSchema =
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly description?: string }
  | { readonly type: 'number' | 'integer' | 'boolean'; readonly description?: string }
  | { readonly type: 'array'; readonly items: JsonSchema; readonly description?: string }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, JsonSchema>>;
      readonly description?: string;
    };

export interface LlmRequest {
  readonly messages: readonly LlmMessage[];
  /** What the answer has to be; an engine that cannot hold a model to it sends the prompt alone. */
  readonly schema?: JsonSchema;
  readonly maxOutputTokens: number;
  /** 0 is greedy. */
  readonly temperature: number;
}

/** Tokens that a call took. `estimated` where the engine did not say. */
export interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly estimated: boolean;
}

/** How firmly the engine held the model to the schema of a call. */
export type LlmShape = 'grammar' | 'json-schema' | 'json-object' | 'text';

export interface LlmReply {
  readonly text: string;
  /** `length`: cut at `maxOutputTokens` or the end of the context. `refusal`: the provider or model would not answer. */
  readonly finish: 'stop' | 'length' | 'refusal';
  readonly usage: LlmUsage;
  readonly shape: LlmShape;
}

export interface LlmCapabilities {
  /** Tokens of prompt and answer together; `undefined` where nobody says. */
  readonly contextTokens: number | undefined;
  /** Calls that may run side by side. */
  readonly concurrency: number;
  /** False where prompts leave the machine. */
  readonly local: boolean;
}

/** A language model behind one interface, whatever runs underneath. */
export interface LlmEngine {
  /** e.g. `mistral-small@127.0.0.1:8080`. Two engines with one id give equal answers as far as models do. */
  readonly id: string;
  readonly capabilities: LlmCapabilities;
  /**
   * One answer. `onText` is told what has come so far, as it grows. Waits by itself for the provider's limits.
   * Rejects with `AppError`: `llm-context-overflow` (send less), `llm-failed` (this call, after retries),
   * `key-refused`, `quota-exhausted` (with the time it ends, where known), `remote-failed`, `cancelled`.
   */
  complete(request: LlmRequest, signal: AbortSignal, onText?: (text: string) => void): Promise<LlmReply>;
  dispose(): Promise<void>;
}
