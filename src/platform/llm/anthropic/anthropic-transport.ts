import { estimatePrompt, estimateTokens } from '../../../core/llm/estimate-tokens.ts';
import { leavesComputer, llmEngineId, llmHost } from '../../../core/llm/llm-spec.ts';
import { toolSchema, unwrapTool } from '../../../core/llm/tool-schema.ts';
import type { LlmCapabilities, LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import { NoAnswer } from '../../net/http-post.ts';
import { printable } from '../../net/server-words.ts';
import { type AnswerLimits, answerLimits } from '../answer-limits.ts';
import { llmErrors, llmFailed } from '../llm-errors.ts';
import { type LlmAnswer, llmPost } from '../llm-post.ts';
import type { TransportOptions } from '../openai-compatible/openai-transport.ts';
import { holdOf } from '../rate-headers.ts';
import { judgeRefusal } from '../refusal-of.ts';
import type { Attempt, LlmTransport } from '../transport.ts';
import { MessagesAnswer } from './messages-answer.ts';

const VERSION = '2023-06-01';
const TOOL = 'answer';

/** Anthropic's messages. A schema becomes the input of a tool that the model has to use. */
export class AnthropicTransport implements LlmTransport {
  readonly id: string;
  readonly host: string;
  readonly capabilities: LlmCapabilities;
  readonly #options: TransportOptions;
  readonly #limits: AnswerLimits;
  readonly #url: URL;

  constructor(options: TransportOptions) {
    const { spec } = options;
    const local = !leavesComputer(spec);
    this.id = llmEngineId(spec);
    this.host = llmHost(spec);
    this.capabilities = { contextTokens: spec.contextTokens, concurrency: spec.limits?.concurrency ?? 4, local };
    this.#options = options;
    this.#limits = { ...answerLimits(local), ...options.limits };
    this.#url = new URL(`${spec.url}/messages`);
  }

  async attempt(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<Attempt> {
    const { spec, key, route } = this.#options;
    const headers = { 'anthropic-version': VERSION, ...(key === undefined ? {} : { 'x-api-key': key }) };
    const options = { headers, route, signal, deadlines: this.#limits, maxBytes: this.#limits.answerBytes };
    let status = 0;
    try {
      return await llmPost(this.#url, messagesBody(request, spec.model), options, async (answer) => {
        status = answer.status;
        if (status < 200 || status >= 300) return this.#refused(answer);
        return this.#read(request, answer, onText);
      });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.permanent) throw llmErrors.failed(this.host, error.reason);
      const reached = !error.reason.includes('connection') || status !== 0;
      return { kind: 'unavailable', reason: error.reason, spent: reached, reached };
    }
  }

  async #refused(answer: LlmAnswer): Promise<Attempt> {
    const { key, clock } = this.#options;
    const body = await answer.body();
    const { status, headers } = answer;
    const verdict = judgeRefusal({ status, headers, body }, { url: this.#url, key, nowMs: clock.wallMs() });
    if (verdict.kind === 'bad-request') throw llmFailed(this.host, verdict.reason);
    return verdict;
  }

  async #read(request: LlmRequest, answer: LlmAnswer, onText: (text: string) => void): Promise<Attempt> {
    const message = new MessagesAnswer();
    const broken = (reason: string): Attempt => ({ kind: 'unavailable', reason, spent: true, reached: true });
    if (answer.streams) {
      let told = '';
      for await (const { data } of answer.events()) {
        const value = jsonOf(data);
        if (value === undefined || !message.takeEvent(value))
          return broken('its stream holds something that is no message');
        if (message.error !== undefined) return broken(`it broke off: ${this.#words(message.error)}`);
        const { text } = message;
        if (text !== told) onText((told = text));
      }
      if (!message.ended) return broken('its stream was cut short');
    } else {
      const value = jsonOf((await answer.body()).toString('utf8'));
      if (value === undefined) return broken('its answer is not valid JSON');
      if (!message.takeMessage(value)) throw llmErrors.failed(this.host, 'its answer is JSON, but no message');
      onText(message.text);
    }
    const counted = message.usage;
    const usage: LlmReply['usage'] =
      counted === undefined
        ? {
            inputTokens: estimatePrompt(request.messages),
            outputTokens: estimateTokens(message.text),
            estimated: true,
          }
        : { ...counted, estimated: false };
    const reply: LlmReply = {
      text: message.usesTool ? unwrapTool(message.text, request.schema) : message.text,
      finish: message.finish,
      usage,
      shape: message.usesTool ? 'json-schema' : 'text',
    };
    return { kind: 'reply', reply, holdMs: holdOf(answer.headers, this.#options.clock.wallMs()) };
  }

  #words(error: unknown): string {
    const { key } = this.#options;
    const text = JSON.stringify(error);
    return printable(key === undefined ? text : text.replaceAll(key, '***'));
  }
}

function messagesBody({ messages, schema, maxOutputTokens, temperature }: LlmRequest, model: string): unknown {
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n\n');
  return {
    model,
    max_tokens: maxOutputTokens,
    temperature: Math.min(1, temperature),
    stream: true,
    ...(system === '' ? {} : { system }),
    messages: messages.filter(({ role }) => role !== 'system'),
    ...(schema === undefined
      ? {}
      : {
          tools: [{ name: TOOL, description: 'Gives the answer.', input_schema: toolSchema(schema) }],
          tool_choice: { type: 'tool', name: TOOL },
        }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
