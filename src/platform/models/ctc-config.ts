import { z } from 'zod';

const count = z.number().int().min(1).max(100_000);
const layers = z.array(count).min(1).max(20);

const MOST_OUTPUTS = 200_000;
const outputs = {
  pad_token_id: z.number().int().nonnegative().nullish(),
  vocab_size: z.number().int().min(1).max(MOST_OUTPUTS).optional(),
};

/** `config.json` of wav2vec2 and its relatives, as far as it is needed. */
export const waveformConfig = z.object({
  model_type: z.enum([
    'wav2vec2',
    'hubert',
    'wavlm',
    'unispeech',
    'unispeech-sat',
    'data2vec-audio',
    'wav2vec2-conformer',
  ]),
  conv_kernel: layers,
  conv_stride: layers,
  ...outputs,
});

export const bertConfig = z.object({
  model_type: z.literal('wav2vec2-bert'),
  ...outputs,
  add_adapter: z.boolean().default(false),
  num_adapter_layers: z.number().int().min(0).max(10).default(1),
  adapter_kernel_size: count.default(3),
  adapter_stride: count.default(2),
});

export const preprocessorConfig = z.object({
  sampling_rate: z.literal(16_000).default(16_000),
  do_normalize: z.boolean().default(true),
  return_attention_mask: z.boolean().default(false),
});

/** The same of w2v-BERT, which has one way of making features. */
export const bertPreprocessorConfig = z.object({
  sampling_rate: z.literal(16_000).default(16_000),
  num_mel_bins: z.literal(80).default(80),
  stride: z.literal(2).default(2),
});

export const tokenizerConfig = z.object({
  pad_token: z.union([z.string(), z.object({ content: z.string() })]).optional(),
  word_delimiter_token: z.string().max(20).optional(),
});

const id = z.number().int().min(0).max(MOST_OUTPUTS);
export const vocabFile = z.record(z.string().max(200), id);
export const tokenizerFile = z.object({
  model: z.object({ vocab: vocabFile }),
});

/** Loader parameters of a CTC model's manifest. */
export const ctcParams = z.object({
  /** File of the model folder: ARPA text, or KenLM's probing file. */
  languageModel: z.string().optional(),
  alpha: z.number().min(0).max(10).optional(),
  beta: z.number().min(-10).max(10).optional(),
  unknownOffset: z.number().min(-100).max(0).optional(),
  beam: z.number().int().min(2).max(500).optional(),
  beamPrune: z.number().max(0).optional(),
  maxSeconds: z.number().min(1).max(30).default(30),
  casing: z.enum(['model', 'lower', 'sentence']).optional(),
  fillers: z.enum(['keep', 'drop']).optional(),
  digits: z.enum(['keep', 'western', 'arabic-indic']).optional(),
  diacritics: z.enum(['keep', 'drop']).optional(),
  unifyLetters: z.boolean().optional(),
  /** NeMo models: bands of the features, and frames of them per output. */
  melBands: z.union([z.literal(80), z.literal(128)]).optional(),
  subsampling: z.number().int().min(1).max(16).optional(),
});

/** What is wrong with a list of pieces, as the end of a sentence about it. */
export class PiecesProblem extends Error {}

/**
 * Pieces by number of a vocabulary by piece. One piece may have several numbers, as in models joined of two languages.
 * Throws `PiecesProblem` where a number has several pieces, or none is there.
 * @param size at least so many outputs; those without a piece are `undefined`
 */
export function piecesOf(vocab: Iterable<readonly [piece: string, number: number]>, size = 0): (string | undefined)[] {
  const pieces = new Array<string | undefined>(size).fill(undefined);
  let named = 0;
  for (const [piece, number] of vocab) {
    if (pieces[number] !== undefined) throw new PiecesProblem(`number ${number} has two pieces`);
    pieces[number] = piece;
    named += 1;
  }
  if (named === 0) throw new PiecesProblem('it names no pieces');
  return Array.from(pieces);
}

/** Entries of `tokens.txt`: a piece and its number a line; a line of only a number is the space. Throws `PiecesProblem`. */
export function entriesOfTokens(text: string): (readonly [piece: string, number: number])[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const [, piece, number] = /^(.*?)[ \t]+(\d+)\s*$/u.exec(line) ?? [];
    if (number === undefined || piece === undefined || Number(number) > MOST_OUTPUTS)
      throw new PiecesProblem(`line ${at + 1} is not a piece and its number`);
    return [[piece === '' ? ' ' : piece, Number(number)] as const];
  });
}
