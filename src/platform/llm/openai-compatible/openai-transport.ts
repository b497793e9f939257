import { estimatePrompt, estimateTokens } from '../../../core/llm/estimate-tokens.ts';
import { findJson } from '../../../core/llm/find-json.ts';
import { leavesComputer, llmEngineId, llmHost, type LlmSpec } from '../../../core/llm/llm-spec.ts';
import type { LlmCapabilities, LlmReply, LlmRequest, LlmUsage } from '../../../core/ports/llm.ts';
import { NoAnswer } from '../../net/http-post.ts';
import type { RequestClock } from '../../net/request-clock.ts';
import { printable } from '../../net/server-words.ts';
import { type AnswerLimits, answerLimits } from '../answer-limits.ts';
import { llmErrors, llmFailed } from '../llm-errors.ts';
import type { Route } from '../../net/route.ts';
import { type LlmAnswer, llmPost } from '../llm-post.ts';
import { holdOf } from '../rate-headers.ts';
import { judgeRefusal } from '../refusal-of.ts';
import type { Attempt, LlmTransport } from '../transport.ts';
import { ChatAnswer } from './chat-answer.ts';
import { chatBody, FULL_FORM, otherForm, type RequestForm, weakerShape } from './request-form.ts';

export interface TransportOptions {
  readonly spec: LlmSpec;
  /** Sent to the host of `spec` and to no other. */
  readonly key: string | undefined;
  readonly route: Route;
  readonly clock: RequestClock;
  readonly limits?: Partial<AnswerLimits>;
}

/** What each server and model takes, found out once for the process. */
const forms = new Map<string, RequestForm>();

/** OpenAI's chat completions, and what servers make of them. */
export class OpenAiTransport implements LlmTransport {
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
    this.capabilities = {
      contextTokens: spec.contextTokens,
      concurrency: spec.limits?.concurrency ?? (local ? 1 : 4),
      local,
    };
    this.#options = options;
    this.#limits = { ...answerLimits(local), ...options.limits };
    this.#url = new URL(`${spec.url}/chat/completions`);
  }

  async attempt(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<Attempt> {
    const { spec, key, route } = this.#options;
    const form = forms.get(this.#url.href + spec.model) ?? FULL_FORM;
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const options = { headers, route, signal, deadlines: this.#limits, maxBytes: this.#limits.answerBytes };
    let status = 0;
    try {
      return await llmPost(this.#url, chatBody(request, spec.model, form), options, async (answer) => {
        status = answer.status;
        if (status < 200 || status >= 300) return this.#refused(request, form, answer);
        return this.#read(request, form, answer, onText);
      });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.permanent) throw llmErrors.failed(this.host, error.reason);
      const reached = !/connection|certificate/.test(error.reason) || status !== 0;
      return { kind: 'unavailable', reason: error.reason, spent: reached, reached };
    }
  }

  async #refused(request: LlmRequest, form: RequestForm, answer: LlmAnswer): Promise<Attempt> {
    const { key, clock } = this.#options;
    const body = await answer.body();
    const { status, headers } = answer;
    const verdict = judgeRefusal({ status, headers, body }, { url: this.#url, key, nowMs: clock.wallMs() });
    if (verdict.kind !== 'bad-request') return verdict;
    const other = otherForm(form, verdict.words, request.schema !== undefined);
    if (other === undefined) {
      // Nothing helped, so nothing is known about what the server takes.
      this.#learn(FULL_FORM);
      throw llmFailed(this.host, verdict.reason);
    }
    this.#learn(other);
    return { kind: 'changed' };
  }

  async #read(
    request: LlmRequest,
    form: RequestForm,
    answer: LlmAnswer,
    onText: (text: string) => void,
  ): Promise<Attempt> {
    const chat = new ChatAnswer();
    const broken = (reason: string): Attempt => ({ kind: 'unavailable', reason, spent: true, reached: true });
    if (answer.streams) {
      let told = '';
      let done = false;
      for await (const { data } of answer.events()) {
        if (data.trim() === '[DONE]') {
          done = true;
          break;
        }
        const value = jsonOf(data);
        if (value === undefined || !chat.take(value))
          return broken('its stream holds something that is no chat completion');
        if (chat.error !== undefined) return broken(`it broke off: ${this.#words(chat.error)}`);
        const { text } = chat;
        if (text !== told) onText((told = text));
      }
      if (!chat.ended && !done) return broken('its stream was cut short');
    } else {
      const value = jsonOf((await answer.body()).toString('utf8'));
      if (value === undefined) return broken('its answer is not valid JSON');
      if (!chat.take(value)) throw llmErrors.failed(this.host, 'its answer is JSON, but no chat completion');
      if (chat.error !== undefined) return broken(`it answered with an error: ${this.#words(chat.error)}`);
      onText(chat.text);
    }
    const shape = request.schema === undefined ? 'text' : form.shape;
    const reply: LlmReply = { text: chat.text, finish: chat.finish, usage: usageOf(chat, request), shape };
    const weaker = weakerShape(form);
    if (shape !== 'text' && weaker !== undefined && ignored(reply)) {
      this.#learn(weaker);
      return { kind: 'changed', wasted: reply.usage };
    }
    return { kind: 'reply', reply, holdMs: holdOf(answer.headers, this.#options.clock.wallMs()) };
  }

  #words(error: unknown): string {
    const { key } = this.#options;
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    return printable(key === undefined ? text : text.replaceAll(key, '***'));
  }

  #learn(form: RequestForm): void {
    forms.set(this.#url.href + this.#options.spec.model, form);
  }
}

function usageOf(chat: ChatAnswer, { messages }: LlmRequest): LlmUsage {
  if (chat.usage !== undefined) return { ...chat.usage, estimated: false };
  return { inputTokens: estimatePrompt(messages), outputTokens: estimateTokens(chat.raw), estimated: true };
}

/** The server took a schema and did not hold the model to it. Refusals, cut and empty answers say nothing about that. */
function ignored({ text, finish }: LlmReply): boolean {
  if (finish !== 'stop' || text === '') return false;
  const { values, cut } = findJson(text);
  return values.length === 0 && !cut && !text.trimStart().startsWith('{');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
