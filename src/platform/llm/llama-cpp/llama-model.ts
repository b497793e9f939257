import type { Llama, LlamaChat, LlamaContext, LlamaGrammar, LlamaModel } from 'node-llama-cpp';
import { basename } from 'node:path';
import type { JsonSchema, LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { chatTurns } from './chat-turns.ts';
import { llamaFailure, noLlama, promptTooLong } from './llama-failures.ts';
import { type LlamaState, loadLlamaBinding, type NodeLlamaCpp } from './llama-binding.ts';
import { withoutSelfTest } from './without-self-test.ts';
import { wrapUp, type WrapUp } from './wrap-up.ts';

export interface LlamaSpec {
  readonly path: string;
  readonly gpu: 'auto' | false;
  /** Most tokens of prompt and answer together. */
  readonly contextTokens: number;
  readonly threads: number;
}

/** Left empty at the end of the context, where the library would begin to forget the beginning. */
const SPARE_CONTEXT = 8;
/** An answer shorter than this is none. */
const LEAST_ANSWER = 16;

/** A language model in this process; one call at a time. */
export class LlamaWriter {
  readonly contextTokens: number;
  /** `cpu`, `vulkan`, `metal` or `cuda`. */
  readonly device: string;
  readonly #name: string;
  readonly #parts: Loaded;
  readonly #chat: LlamaChat;
  readonly #grammars = new Map<string, LlamaGrammar>();

  constructor(name: string, parts: Loaded) {
    const { binding, model, context } = parts;
    this.#name = name;
    this.#parts = parts;
    this.contextTokens = context.contextSize;
    this.device = model.gpuLayers > 0 && typeof parts.llama.gpu === 'string' ? parts.llama.gpu : 'cpu';
    this.#chat = new binding.LlamaChat({ contextSequence: context.getSequence() });
  }

  /**
   * One answer; `onChunk` is told each piece of it. With a schema it is always JSON of that shape where `maxOutputTokens` and the context have room for the
   * shape alone. Throws `llm-context-overflow`, `out-of-memory`, `inference-failed`, `cancelled`.
   */
  async complete(
    request: LlmRequest,
    seed: number,
    signal: AbortSignal,
    onChunk: (chunk: string) => void,
  ): Promise<LlmReply> {
    const { binding, model, said } = this.#parts;
    const history = chatTurns(request.messages);
    const prompt = this.#chat.chatWrapper.generateContextState({ chatHistory: history });
    const promptTokens = prompt.contextText.tokenize(model.tokenizer).length;
    const room = this.contextTokens - promptTokens - SPARE_CONTEXT;
    const maxTokens = Math.min(request.maxOutputTokens, room);
    const ending = request.schema === undefined ? undefined : wrapUp(binding, model, request.schema, maxTokens);
    if (room < Math.min(request.maxOutputTokens, Math.max(LEAST_ANSWER, ending?.least ?? 0)))
      throw promptTooLong(this.#name, promptTokens, this.contextTokens);
    try {
      return await this.#write(request, { history, promptTokens, maxTokens, ending, seed, signal, onChunk });
    } catch (error) {
      if (signal.aborted) throw cancelled(signal.reason);
      throw llamaFailure(this.#name, 'write', error, said());
    }
  }

  /** Reads the next prompt from its beginning, whatever is kept of the last one. */
  forget(): Promise<void> {
    return this.#chat.sequence.clearHistory();
  }

  async #write(
    request: LlmRequest,
    call: {
      readonly history: ReturnType<typeof chatTurns>;
      readonly promptTokens: number;
      readonly maxTokens: number;
      readonly ending: WrapUp | undefined;
      readonly seed: number;
      readonly signal: AbortSignal;
      readonly onChunk: (chunk: string) => void;
    },
  ): Promise<LlmReply> {
    const { ending, maxTokens } = call;
    const before = this.#chat.sequence.tokenMeter.usedOutputTokens;
    const written = (): number => this.#chat.sequence.tokenMeter.usedOutputTokens - before;
    let text = '';
    const { response, metadata } = await this.#chat.generateResponse(call.history, {
      ...(request.schema === undefined ? {} : { grammar: await this.#grammarOf(request.schema) }),
      ...(ending === undefined ? {} : { tokenBias: () => ending.bias(written(), text) }),
      maxTokens,
      temperature: request.temperature,
      seed: call.seed,
      repeatPenalty: false,
      budgets: { thoughtTokens: 0 },
      signal: call.signal,
      onTextChunk: (chunk) => {
        text += chunk;
        call.onChunk(chunk);
      },
    });
    return {
      text: response,
      finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
      usage: { inputTokens: call.promptTokens, outputTokens: written(), estimated: false },
      shape: request.schema === undefined ? 'text' : 'grammar',
    };
  }

  /** The last one is kept: what is asked again has the same shape. */
  async #grammarOf(schema: JsonSchema): Promise<LlamaGrammar> {
    const key = JSON.stringify(schema);
    const known = this.#grammars.get(key);
    if (known !== undefined) return known;
    const grammar = await this.#parts.llama.createGrammarForJsonSchema(schema as never);
    this.#grammars.clear();
    this.#grammars.set(key, grammar);
    return grammar;
  }
}

interface Loaded {
  readonly binding: NodeLlamaCpp;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  /** What the native library complained about since it was last asked. */
  readonly said: () => string;
}

/**
 * Loads a GGUF file on llama.cpp into this process, which should hold one: only its end frees all memory. The file must have
 * been looked through before. Throws `tool-missing`, `model-unsupported`, `out-of-memory`, `cancelled`.
 */
export async function loadLlama(spec: LlamaSpec, signal: AbortSignal, state?: LlamaState): Promise<LlamaWriter> {
  const name = basename(spec.path);
  const ready = state ?? (await loadLlamaBinding());
  if (ready.kind === 'unavailable') throw noLlama(name, ready.reason);
  const { binding } = ready;
  let lines: string[] = [];
  const said = (): string => lines.splice(0).join('; ');
  const logger = (_level: string, line: string): void => {
    lines = [...lines.slice(-2), line.trim()];
  };
  const llama = await openLibrary(binding, spec, logger).catch((error: unknown) => {
    throw noLlama(name, `Its native library does not load (${String(error).split('\n')[0]}).`);
  });
  try {
    const model = await llama.loadModel({
      modelPath: spec.path,
      loadSignal: signal,
      gpuLayers: spec.gpu === false ? 0 : { fitContext: { contextSize: spec.contextTokens } },
    });
    const contextSize = Math.min(spec.contextTokens, model.trainContextSize ?? spec.contextTokens);
    const context = await model.createContext({ contextSize, threads: spec.threads });
    return new LlamaWriter(name, { binding, llama, model, context, said });
  } catch (error) {
    if (signal.aborted) throw cancelled(signal.reason);
    throw llamaFailure(name, 'load', error, said());
  }
}

/** Loads the native library, for a GPU where one can be used and is allowed. Rejects with what the package throws. */
export function openLibrary(
  binding: NodeLlamaCpp,
  { gpu, threads }: Pick<LlamaSpec, 'gpu' | 'threads'>,
  logger: (level: string, line: string) => void,
): Promise<Llama> {
  return withoutSelfTest(() =>
    binding.getLlama({
      gpu,
      // Nothing is compiled or downloaded, whatever is missing.
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      // By default it takes four threads at least, and spins on cores that are not there.
      maxThreads: threads,
      logLevel: binding.LlamaLogLevel.error,
      logger,
    }),
  );
}
