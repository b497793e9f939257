import { AppError } from '../../shared/app-error.ts';
import { type LlmChoice, localLlmSchema } from './llm-choice.ts';
import { LLM_KINDS, type LlmKind, llmSpecOf } from './llm-spec.ts';

/** What the command line said about language models. */
export interface LlmFlags {
  /** Id of a model of this computer, or a GGUF file. */
  readonly llm?: string | undefined;
  readonly llmUrl?: string | undefined;
  readonly llmModel?: string | undefined;
  readonly llmKind?: string | undefined;
  readonly llmPlainHttp?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The language model that options or, where they say nothing, the environment names: `VOXLANE_LLM` one of this computer,
 * else `VOXLANE_LLM_URL` and `VOXLANE_LLM_MODEL` one of a server. An address of the options never goes with a model of the
 * environment. `undefined` when nobody named one. Throws `options-invalid`.
 */
export function llmOf(flags: LlmFlags, environment: Environment): LlmChoice | undefined {
  const said = (text: string | undefined): string | undefined => (text?.trim() ?? '') || undefined;
  const url = said(flags.llmUrl);
  const model = said(flags.llmModel);
  const server = url ?? model ?? said(flags.llmKind);
  const local = said(flags.llm) ?? (server === undefined ? said(environment['VOXLANE_LLM']) : undefined);
  if (local !== undefined) {
    if (server !== undefined)
      throw invalid('--llm names a model of this computer, and the other options one of a server.');
    return localOf(local);
  }
  const address = url ?? said(environment['VOXLANE_LLM_URL']);
  const named = model ?? (url === undefined ? said(environment['VOXLANE_LLM_MODEL']) : undefined);
  if (address === undefined) {
    if (model !== undefined) throw invalid('--llm-model names a model, and no address says where it is.');
    return undefined;
  }
  if (named === undefined) throw invalid('The address of a language model needs the name of the model.');
  return llmSpecOf({ url: address, model: named, kind: kindOf(said(flags.llmKind)), plainHttp: flags.llmPlainHttp });
}

function localOf(model: string): LlmChoice {
  const { data } = localLlmSchema.safeParse({ kind: 'local', model });
  if (data === undefined) throw invalid('--llm does not name a model.');
  return data;
}

function kindOf(text: string | undefined): LlmKind | undefined {
  if (text === undefined) return undefined;
  const kind = LLM_KINDS.find((candidate) => candidate === text);
  if (kind === undefined)
    throw invalid(`There is no kind of language model "${text}"; there are ${LLM_KINDS.join(', ')}.`);
  return kind;
}

function invalid(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was sent.',
    action:
      'Give --llm ID or FILE.gguf, or both of --llm-url http://127.0.0.1:8080 --llm-model NAME (or VOXLANE_LLM, or VOXLANE_LLM_URL and VOXLANE_LLM_MODEL).',
  });
}
