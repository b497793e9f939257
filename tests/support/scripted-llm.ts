import type { LlmEngine, LlmReply, LlmRequest } from '../../src/core/ports/llm.ts';

/** What one asked line looks like to a scripted translator. */
export interface AskedLine {
  readonly key: string;
  readonly text: string;
  readonly speaker?: string;
  readonly room?: number;
  /** Only when a wording is revised. */
  readonly translation?: string;
}

/** One call of a scripted engine: the lines in the order they were sent. */
export interface ScriptedCall {
  readonly number: number;
  readonly revises: boolean;
  readonly lines: readonly AskedLine[];
  readonly system: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a script answers: raw text, a whole reply, or an error to reject with. */
export type ScriptedAnswer = string | LlmReply | Error;

/** Reads the lines of a translation prompt, as a language model would. */
export function readCall(request: LlmRequest, number: number): ScriptedCall {
  const data = JSON.parse(request.messages.at(-1)?.content ?? '{}') as Record<string, unknown>;
  const asked = Object.entries((data['lines'] ?? {}) as Record<string, Record<string, unknown>>);
  const lines = asked.map(([key, value]) => ({ key, ...value, text: String(value['text'] ?? value['source']) }));
  const revises = lines.some((line) => 'translation' in line);
  return { number, revises, lines, data, system: request.messages[0]?.content ?? '' };
}

/** The first words of a line, as the prompt asks for them. */
function echoOf(text: string): string {
  return text.split(/\s+/u).slice(0, 4).join(' ');
}

/** A good answer: every asked key, its echo and what `say` makes of it. */
export function answerTo(call: ScriptedCall, say: (line: AskedLine) => string): string {
  const lines = Object.fromEntries(call.lines.map((line) => [line.key, { echo: echoOf(line.text), text: say(line) }]));
  return JSON.stringify({ lines, story: `part ${call.lines[0]?.key ?? ''}` });
}

/** A language model whose answers a test writes; `calls` is what it was asked. */
export function scriptedLlm(
  script: (call: ScriptedCall) => ScriptedAnswer,
  id = 'scripted',
): LlmEngine & { readonly calls: readonly ScriptedCall[] } {
  const calls: ScriptedCall[] = [];
  return {
    id,
    calls,
    capabilities: { contextTokens: undefined, concurrency: 1, local: true },
    complete(request, signal) {
      signal.throwIfAborted();
      const call = readCall(request, calls.length);
      calls.push(call);
      const answer = script(call);
      if (answer instanceof Error) return Promise.reject(answer);
      if (typeof answer !== 'string') return Promise.resolve(answer);
      const usage = { inputTokens: 10, outputTokens: 10, estimated: false };
      return Promise.resolve({ text: answer, finish: 'stop', usage, shape: 'json-schema' });
    },
    dispose: () => Promise.resolve(),
  };
}
