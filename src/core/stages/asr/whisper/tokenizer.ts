import { AppError } from '../../../../shared/app-error.ts';
import { bytesOfToken, tokenOfText } from './byte-level.ts';
import type { WhisperGenerationConfig, WhisperVocabulary } from './config.ts';

/** Decoding side of Whisper's byte-level BPE vocabulary plus the ids of its special tokens. */
export interface WhisperTokenizer {
  readonly eot: number;
  readonly sot: number;
  /** `undefined` in English-only models, whose prompt has no task. */
  readonly transcribe: number | undefined;
  readonly noTimestamps: number;
  /** Id of `<|0.00|>`; id + n means n x 0.02 s. */
  readonly timestampBegin: number;
  readonly noSpeech: number | undefined;
  readonly sotPrev: number | undefined;
  readonly sotLm: number | undefined;
  /** Language code to token id; empty in English-only models. */
  readonly languages: ReadonlyMap<string, number>;
  readonly multilingual: boolean;
  /** True for ordinary text: neither special nor timestamp. */
  isText(id: number): boolean;
  isTimestamp(id: number): boolean;
  /** Bytes of one text token; empty for every other id. */
  bytes(id: number): Uint8Array;
  /** Text of the text tokens among `ids`; other ids are skipped, broken UTF-8 becomes U+FFFD. */
  decode(ids: readonly number[]): string;
  /** Id of the single token that spells `text` exactly, if there is one. */
  idOf(text: string): number | undefined;
}

/**
 * Builds the tokenizer from the vocabulary of a Whisper export. Handles English-only models (no language and task
 * tokens in the prompt) and both spellings of the no-speech token. Throws `model-unsupported` when the vocabulary
 * has no Whisper control tokens.
 */
export function createWhisperTokenizer(
  vocabulary: WhisperVocabulary,
  generation: Pick<WhisperGenerationConfig, 'isMultilingual' | 'noTimestampsTokenId'>,
): WhisperTokenizer {
  const special = new Map(vocabulary.added.map(({ id, content }) => [content, id]));
  const find = (...names: string[]): number | undefined => {
    for (const name of names) {
      const id = special.get(name) ?? vocabulary.tokens[name];
      if (id !== undefined) return id;
    }
    return undefined;
  };
  const need = (id: number | undefined, name: string): number => {
    if (id !== undefined) return id;
    throw new AppError('model-unsupported', {
      what: `The tokenizer has no ${name} token.`,
      meaning: 'It does not belong to a Whisper model, so the model cannot be used for transcription.',
      action: 'Install a Whisper model in the Hugging Face ONNX layout.',
    });
  };
  const eot = need(find('<|endoftext|>'), '<|endoftext|>');
  const sot = need(find('<|startoftranscript|>'), '<|startoftranscript|>');
  const noTimestamps = need(generation.noTimestampsTokenId ?? find('<|notimestamps|>'), '<|notimestamps|>');
  const transcribe = find('<|transcribe|>');
  const languages = languageTokens(special, sot, transcribe ?? noTimestamps);
  const multilingual = generation.isMultilingual ?? (languages.size > 0 && transcribe !== undefined);
  const timestampBegin = noTimestamps + 1;

  const bytes: Uint8Array[] = [];
  for (const [token, id] of Object.entries(vocabulary.tokens)) if (id < eot) bytes[id] = bytesOfToken(token);
  const none = new Uint8Array(0);
  const bytesOf = (id: number): Uint8Array => bytes[id] ?? none;

  return {
    eot,
    sot,
    transcribe: multilingual ? transcribe : undefined,
    noTimestamps,
    timestampBegin,
    noSpeech: find('<|nospeech|>', '<|nocaptions|>'),
    sotPrev: find('<|startofprev|>'),
    sotLm: find('<|startoflm|>'),
    languages: multilingual ? languages : new Map(),
    multilingual,
    isText: (id) => id < eot,
    isTimestamp: (id) => id >= timestampBegin,
    bytes: bytesOf,
    decode: (ids) => decodeUtf8(concatBytes(ids.map(bytesOf))),
    idOf: (text) => vocabulary.tokens[tokenOfText(text)],
  };
}

/** Joins byte strings. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** UTF-8 to text; broken sequences become U+FFFD, a byte order mark is kept as text. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Language tokens sit between the start token and the tasks, written `<|xx|>` or `<|xxx|>`. */
function languageTokens(special: ReadonlyMap<string, number>, from: number, to: number): Map<string, number> {
  const languages: [string, number][] = [];
  for (const [content, id] of special) {
    const code = /^<\|([a-z]{2,3})\|>$/.exec(content)?.[1];
    if (code !== undefined && id > from && id < to) languages.push([code, id]);
  }
  return new Map(languages.sort((a, b) => a[1] - b[1]));
}
