import { z } from 'zod';
import { estimatePrompt, estimateTokens } from '../../../core/llm/estimate-tokens.ts';
import { llmEngineId, llmHost, type LlmSpec } from '../../../core/llm/llm-spec.ts';
import { spokenText } from '../../../core/llm/spoken-text.ts';
import { toolSchema, unwrapTool } from '../../../core/llm/tool-schema.ts';
import type { LlmCapabilities, LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import { saysQuotaGone } from '../../net/server-words.ts';
import { answerLimits } from '../answer-limits.ts';
import { contextOverflow, llmErrors, llmFailed } from '../llm-errors.ts';
import { isOverflow } from '../refusal-of.ts';
import type { Attempt, LlmTransport } from '../transport.ts';
import type { BedrockSdk } from './bedrock-sdk.ts';

const TOOL = 'answer';

const answerSchema = z.object({
  output: z.object({
    message: z.object({
      content: z.array(
        z.object({ text: z.string().optional(), toolUse: z.object({ input: z.unknown().optional() }).optional() }),
      ),
    }),
  }),
  stopReason: z.string(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).optional(),
});

const errorSchema = z.object({
  name: z.string(),
  message: z.string().default(''),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** Models of Bedrock, over the Converse API. Keys are the SDK's own business; answers come whole. */
export class BedrockTransport implements LlmTransport {
  readonly id: string;
  readonly host: string;
  readonly capabilities: LlmCapabilities;
  readonly #spec: LlmSpec;
  readonly #load: () => Promise<BedrockSdk>;

  constructor(spec: LlmSpec, load: () => Promise<BedrockSdk>) {
    this.id = llmEngineId(spec);
    this.host = llmHost(spec);
    this.capabilities = {
      contextTokens: spec.contextTokens,
      concurrency: spec.limits?.concurrency ?? 4,
      local: false,
    };
    this.#spec = spec;
    this.#load = load;
  }

  async attempt(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<Attempt> {
    const sdk = await this.#load();
    // The limiter counts requests, so the SDK must not add some of its own.
    const region = regionOf(this.#spec.url);
    const client = new sdk.BedrockRuntimeClient({ maxAttempts: 1, ...(region === undefined ? {} : { region }) });
    const deadline = AbortSignal.timeout(answerLimits(false).wholeMs);
    try {
      const command = new sdk.ConverseCommand(converseInput(request, this.#spec.model));
      const answer = await client.send(command, { abortSignal: AbortSignal.any([signal, deadline]) });
      return this.#read(answer, request, onText);
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.aborted)
        return { kind: 'unavailable', reason: 'no whole answer in time', spent: true, reached: true };
      return this.#judge(error);
    } finally {
      client.destroy();
    }
  }

  #read(answer: unknown, request: LlmRequest, onText: (text: string) => void): Attempt {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw llmFailed(this.host, 'its answer is no message');
    const { output, stopReason, usage } = parsed.data;
    const tool = output.message.content.find(({ toolUse }) => toolUse !== undefined)?.toolUse;
    const text =
      tool === undefined
        ? spokenText(output.message.content.map((part) => part.text ?? '').join(''))
        : unwrapTool(JSON.stringify(tool.input ?? {}), request.schema);
    onText(text);
    return {
      kind: 'reply',
      reply: {
        text,
        finish: finishOf(stopReason),
        usage:
          usage === undefined
            ? { inputTokens: estimatePrompt(request.messages), outputTokens: estimateTokens(text), estimated: true }
            : { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, estimated: false },
        shape: tool === undefined ? 'text' : 'json-schema',
      },
    };
  }

  /** By the names of the errors that AWS documents; texts are not repeated, since they name accounts. */
  #judge(error: unknown): Attempt {
    const parsed = errorSchema.safeParse(error);
    if (!parsed.success) throw error;
    const { name, message, $metadata } = parsed.data;
    const status = $metadata?.httpStatusCode ?? 0;
    if (name === 'ServiceQuotaExceededException' || saysQuotaGone({ text: message, code: name }))
      return { kind: 'quota-gone', error: llmErrors.quotaGone(this.host, status), waitMs: undefined };
    if (name === 'ThrottlingException') return { kind: 'slow-down', reason: name, waitMs: undefined };
    if (/^(AccessDenied|ExpiredToken|UnrecognizedClient|CredentialsProvider|InvalidSignature)/.test(name))
      throw llmErrors.keyRefused(this.host, status, name !== 'CredentialsProviderError');
    if (name === 'ValidationException' && isOverflow(message)) throw contextOverflow(this.host, name);
    if (name === 'ResourceNotFoundException') throw llmErrors.failed(this.host, 'it has no such model');
    if (status >= 500 || status === 0 || name === 'ModelTimeoutException' || name === 'ModelNotReadyException')
      return { kind: 'unavailable', reason: name, spent: false, reached: status !== 0 };
    throw llmFailed(this.host, `${name} (${status})`);
  }
}

function finishOf(reason: string): LlmReply['finish'] {
  if (reason === 'guardrail_intervened' || reason === 'content_filtered' || reason === 'refusal') return 'refusal';
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
}

function regionOf(url: string): string | undefined {
  return /^bedrock(?:-runtime)?\.([a-z0-9-]+)\.amazonaws\./.exec(new URL(url).hostname)?.[1];
}

function converseInput({ messages, schema, maxOutputTokens, temperature }: LlmRequest, modelId: string): unknown {
  return {
    modelId,
    system: messages.flatMap(({ role, content }) => (role === 'system' ? [{ text: content }] : [])),
    messages: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({ role, content: [{ text: content }] })),
    inferenceConfig: { maxTokens: maxOutputTokens, temperature: Math.min(1, temperature) },
    ...(schema === undefined
      ? {}
      : {
          toolConfig: {
            tools: [
              { toolSpec: { name: TOOL, description: 'Gives the answer.', inputSchema: { json: toolSchema(schema) } } },
            ],
            toolChoice: { tool: { name: TOOL } },
          },
        }),
  };
}
