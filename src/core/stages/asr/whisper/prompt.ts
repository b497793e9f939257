import { argmax, probabilityOf } from './logits.ts';
import type { DecodeRow } from './decode-types.ts';
import type { DecoderRun, DecoderStep } from './decoder-run.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

type Wanted = Pick<DecodeRow, 'language' | 'languages'>;

/** State of every row after its prompt went through the decoder. */
export interface Prefill {
  /** The call whose last position predicts the first token. */
  readonly step: DecoderStep;
  /** Per row: the language used, `undefined` in English-only models. */
  readonly languages: readonly (string | undefined)[];
  /** Per row: probability of the no-speech token at the start token, 0 when the model has none. */
  readonly noSpeech: readonly number[];
  /** Per row where its language was chosen from a list: how likely each of them is. */
  readonly heard: readonly (Readonly<Record<string, number>> | undefined)[];
}

/** Tokens of the prompt: start, then in multilingual models language and task, then `<|notimestamps|>` if wanted. */
export function promptTokens(tokenizer: WhisperTokenizer, language: string | undefined, timestamps: boolean): number[] {
  const id = language === undefined ? undefined : tokenizer.languages.get(language);
  return [
    tokenizer.sot,
    ...(id === undefined ? [] : [id]),
    ...(tokenizer.transcribe === undefined ? [] : [tokenizer.transcribe]),
    ...(timestamps ? [] : [tokenizer.noTimestamps]),
  ];
}

/**
 * Runs the prompts. Rows without a known language get it from the start token's logits: the prompt then goes in token by
 * token, because cached graphs are exported for one new token at a time.
 * @param wanted per row a language the model knows, or `undefined` to detect, and the languages to choose from then
 * @param seen called for every call made, in order, e.g. to collect cross-attention
 */
export async function prefill(
  run: DecoderRun,
  tokenizer: WhisperTokenizer,
  wanted: readonly Wanted[],
  timestamps: boolean,
  seen: (step: DecoderStep) => void,
): Promise<Prefill> {
  const detect = tokenizer.multilingual && wanted.some(({ language }) => language === undefined);
  if (!detect) {
    const prompts = wanted.map(({ language }) => promptTokens(tokenizer, language, timestamps));
    const step = await run.feed(prompts.flat(), prompts[0].length);
    seen(step);
    const languages = wanted.map(({ language }) => language);
    return { step, languages, noSpeech: noSpeechOf(step, tokenizer), heard: wanted.map(() => undefined) };
  }
  let step = await run.feed(
    wanted.map(() => tokenizer.sot),
    1,
  );
  seen(step);
  const noSpeech = noSpeechOf(step, tokenizer);
  const first = step;
  const heard = wanted.map(({ language, languages: list }, row) =>
    language !== undefined || list === undefined ? undefined : likelihoods(first.logits(row, 0), tokenizer, list),
  );
  const languages = wanted.map(
    ({ language }, row) => language ?? likeliest(heard[row]) ?? detectLanguage(first.logits(row, 0), tokenizer),
  );
  const prompts = languages.map((language) => promptTokens(tokenizer, language, timestamps));
  for (let position = 1; position < prompts[0].length; position++) {
    step = await run.feed(
      prompts.map((prompt) => prompt[position]),
      1,
    );
    seen(step);
  }
  return { step, languages, noSpeech, heard };
}

function noSpeechOf(step: DecoderStep, tokenizer: WhisperTokenizer): number[] {
  const id = tokenizer.noSpeech;
  return Array.from({ length: step.rows }, (_, row) => (id === undefined ? 0 : probabilityOf(step.logits(row, 0), id)));
}

/** The likeliest language token after the start token. */
function detectLanguage(logits: Float32Array, tokenizer: WhisperTokenizer): string | undefined {
  const codes = [...tokenizer.languages.keys()];
  const scores = Float32Array.from(tokenizer.languages.values(), (id) => logits[id]);
  return codes[argmax(scores)];
}

/** How likely each language of a list is, by the logits after the start token; those the model does not know are left out. */
function likelihoods(
  logits: Float32Array,
  tokenizer: WhisperTokenizer,
  list: readonly string[],
): Readonly<Record<string, number>> {
  const known = list.flatMap((code) => {
    const id = tokenizer.languages.get(code);
    return id === undefined ? [] : [[code, logits[id]] as const];
  });
  const top = Math.max(...known.map(([, logit]) => logit));
  const weights = known.map(([code, logit]) => [code, Math.exp(logit - top)] as const);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return Object.fromEntries(weights.map(([code, weight]) => [code, weight / sum]));
}

function likeliest(heard: Readonly<Record<string, number>> | undefined): string | undefined {
  return Object.entries(heard ?? {}).reduce<readonly [string, number] | undefined>(
    (best, one) => (best === undefined || one[1] > best[1] ? one : best),
    undefined,
  )?.[0];
}
