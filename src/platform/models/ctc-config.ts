import { z } from 'zod';

const count = z.number().int().min(1).max(100_000);
const layers = z.array(count).min(1).max(20);

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
  pad_token_id: z.number().int().nonnegative().optional(),
});

export const bertConfig = z.object({
  model_type: z.literal('wav2vec2-bert'),
  pad_token_id: z.number().int().nonnegative().optional(),
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

export const tokenizerConfig = z.object({
  pad_token: z.union([z.string(), z.object({ content: z.string() })]).optional(),
  word_delimiter_token: z.string().max(20).optional(),
});

const MOST_OUTPUTS = 200_000;
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

/** Pieces by number of a vocabulary by piece. */
export function piecesOf(vocab: Readonly<Record<string, number>>): (string | undefined)[] {
  const size = Object.values(vocab).reduce((most, at) => Math.max(most, at + 1), 0);
  const pieces = new Array<string | undefined>(size).fill(undefined);
  for (const [piece, at] of Object.entries(vocab)) pieces[at] = piece;
  return pieces;
}

/** Pieces of `tokens.txt`: a piece and its number a line; a line of only a number is the space. `undefined` when it is none. */
export function piecesOfTokens(text: string): (string | undefined)[] | undefined {
  const pieces: (string | undefined)[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, piece, number] = /^(.*?)[ \t]+(\d+)\s*$/u.exec(line) ?? [];
    if (number === undefined || piece === undefined || Number(number) > MOST_OUTPUTS) return undefined;
    pieces[Number(number)] = piece === '' ? ' ' : piece;
  }
  return pieces.length === 0 ? undefined : Array.from(pieces);
}
