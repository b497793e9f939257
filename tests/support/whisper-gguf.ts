import { slaneyMelFilters } from '../../src/core/stages/asr/whisper/mel-filters.ts';
import { type GgufTensor, type GgufValue, writeGguf } from './gguf-writer.ts';
import { seeded } from './seeded.ts';

/** What a scripted model writes next: a token, or one of two by whether there was any sound. */
type Scripted = string | { readonly sound: string; readonly silence: string };

export interface WhisperGgufOptions {
  /** What it writes, one entry a token, words with their leading space (`' one'`, `'<|0.00|>'`); then it ends. */
  readonly script: readonly Scripted[];
  /** Other settings, or other values for them; `undefined` leaves one out. */
  readonly pairs?: Readonly<Record<string, GgufValue | undefined>>;
  /** Tensors to leave out. */
  readonly without?: readonly string[];
}

const SIZE = 64;
const MELS = 80;
const FFT = 400;
const POSITIONS = 448;
const FRAMES = 1500;
const LANGUAGES = ['en', 'fr', 'tr'];
const WORDS = ' zero, one, two, three, four, five, six, seven, eight, nine'.split(',');
const SPECIAL = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  ...LANGUAGES.map((language) => `<|${language}|>`),
  ...['<|translate|>', '<|transcribe|>', '<|startoflm|>', '<|startofprev|>', '<|nospeech|>', '<|notimestamps|>'],
];
const TOKENS = [...WORDS, ...SPECIAL, ...Array.from({ length: 1501 }, (_, i) => `<|${(i / 50).toFixed(2)}|>`)];
/** Start of transcript, language and task; the last of them foretells the first token of the text. */
const PROMPT = 3;
/** How much louder than the token before it a position says what comes next. */
const INSISTENCE = 8;
/** Sharpens the probabilities, so that 1501 unlikely timestamps together stay unlikely. */
const SHARPNESS = 6;

/**
 * A Whisper model in transcribe.cpp's GGUF layout, as small as it can be: one block each, 64 wide, digits for words. It was
 * not trained: the weights of its attention and feed-forward parts are zero, and its position embeddings spell `script`.
 * One path through the encoder and the cross-attention is alive and tells sound from silence.
 */
export function scriptedWhisperGguf({ script, pairs = {}, without = [] }: WhisperGgufOptions): Uint8Array {
  const settings = Object.entries({ ...settingsOf(LANGUAGES), ...pairs }).filter(([, value]) => value !== undefined);
  const tensors = tensorsOf(script).filter(({ name }) => !without.includes(name));
  return writeGguf(Object.fromEntries(settings) as Record<string, GgufValue>, tensors);
}

function settingsOf(languages: readonly string[]): Record<string, GgufValue> {
  const u32 = (value: number): GgufValue => ({ type: 'u32', value });
  const string = (value: string): GgufValue => ({ type: 'string', value });
  const bool = (value: boolean): GgufValue => ({ type: 'bool', value });
  const part = (name: 'encoder' | 'decoder'): Record<string, GgufValue> => ({
    [`stt.whisper.${name}.n_layers`]: u32(1),
    [`stt.whisper.${name}.d_model`]: u32(SIZE),
    [`stt.whisper.${name}.n_heads`]: u32(1),
    [`stt.whisper.${name}.ffn_dim`]: u32(SIZE),
    [`stt.whisper.${name}.activation`]: string('gelu'),
  });
  return {
    'general.architecture': string('whisper'),
    'general.languages': { type: 'strings', value: languages },
    'stt.variant': string('whisper-tiny'),
    'stt.capability.lang_detect': bool(true),
    'stt.capability.translate': bool(true),
    'stt.capability.timestamps': bool(true),
    'tokenizer.ggml.model': string('gpt2'),
    'tokenizer.ggml.pre': string('gpt2'),
    'tokenizer.ggml.tokens': { type: 'strings', value: TOKENS.map((token) => token.replace(/^ /, 'Ġ')) },
    'tokenizer.ggml.token_type': { type: 'i32s', value: TOKENS.map((token) => (token.startsWith('<|') ? 3 : 1)) },
    'tokenizer.ggml.merges': { type: 'strings', value: ['Ġ o'] },
    'tokenizer.ggml.bos_token_id': u32(id('<|endoftext|>')),
    'tokenizer.ggml.eos_token_id': u32(id('<|endoftext|>')),
    'tokenizer.ggml.padding_token_id': u32(id('<|endoftext|>')),
    ...part('encoder'),
    'stt.whisper.encoder.num_mel_bins': u32(MELS),
    'stt.whisper.encoder.max_source_positions': u32(FRAMES),
    ...part('decoder'),
    'stt.whisper.decoder.max_target_positions': u32(POSITIONS),
    'stt.whisper.decoder.vocab_size': u32(TOKENS.length),
    'stt.whisper.decoder_start_token_id': u32(id('<|startoftranscript|>')),
    'stt.whisper.no_timestamps_token_id': u32(id('<|notimestamps|>')),
    'stt.whisper.sot_token_id': u32(id('<|startoftranscript|>')),
    'stt.whisper.transcribe_token_id': u32(id('<|transcribe|>')),
    'stt.whisper.translate_token_id': u32(id('<|translate|>')),
    'stt.whisper.prev_sot_token_id': u32(id('<|startofprev|>')),
    'stt.frontend.type': string('mel'),
    'stt.frontend.num_mels': u32(MELS),
    'stt.frontend.sample_rate': u32(16_000),
    'stt.frontend.n_fft': u32(FFT),
    'stt.frontend.win_length': u32(FFT),
    'stt.frontend.hop_length': u32(160),
    'stt.frontend.window': string('hann_periodic'),
    'stt.frontend.normalize': string('whisper_logmel'),
    'stt.frontend.pad_mode': string('reflect'),
    'stt.frontend.center': bool(true),
    'stt.frontend.mel_norm': string('slaney'),
    'stt.frontend.chunk_length': u32(30),
    'stt.frontend.n_samples': u32(480_000),
    'stt.frontend.nb_max_frames': u32(3000),
  };
}

function id(token: string): number {
  const found = TOKENS.indexOf(token);
  if (found < 0) throw new Error(`The test model has no token ${token}.`);
  return found;
}

function tensorsOf(script: readonly Scripted[]): GgufTensor[] {
  const embeddings = randomDirections(TOKENS.length);
  const embedding = (token: string): Float32Array => embeddings.subarray(id(token) * SIZE, (id(token) + 1) * SIZE);
  const positions = new Float32Array(POSITIONS * SIZE);
  const says = (position: number, token: string): void => {
    positions.set(
      embedding(token).map((value) => value * INSISTENCE),
      position * SIZE,
    );
  };
  says(0, '<|en|>');
  script.forEach((entry, i) => {
    if (typeof entry === 'string') says(PROMPT - 1 + i, entry);
  });
  for (let at = PROMPT - 1 + script.length; at < POSITIONS; at++) says(at, '<|endoftext|>');
  const choice = script.find((entry) => typeof entry !== 'string') ?? { sound: ' one', silence: ' two' };
  return [
    ...frontEnd(),
    ...encoder(),
    { name: 'dec.token_embd.weight', dims: [SIZE, TOKENS.length], data: embeddings },
    { name: 'dec.pos_emb.weight', dims: [SIZE, POSITIONS], data: positions },
    ...norm('dec.final_norm', SHARPNESS),
    ...['norm_self', 'norm_cross', 'norm_ffn'].flatMap((name) => norm(`dec.blocks.0.${name}`)),
    ...attention('dec.blocks.0.self_attn'),
    ...listening('dec.blocks.0.cross_attn', embedding(choice.sound), embedding(choice.silence)),
    ...feedForward('dec.blocks.0.ffn'),
  ];
}

function frontEnd(): GgufTensor[] {
  const bins = FFT / 2 + 1;
  const filters = new Float32Array(MELS * bins);
  slaneyMelFilters(MELS, FFT, 16_000).forEach(({ firstBin, weights }, mel) =>
    filters.set(weights, mel * bins + firstBin),
  );
  const window = Float32Array.from({ length: FFT }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT));
  return [
    { name: 'frontend.mel_filterbank', dims: [bins, MELS], data: filters },
    { name: 'frontend.window', dims: [FFT], data: window },
  ];
}

/** Carries the mean of the mels in its first number; the second is a constant to compare it with. */
function encoder(): GgufTensor[] {
  const first = new Float32Array(SIZE * MELS * 3);
  for (let mel = 0; mel < MELS; mel++) first[mel * 3 + 1] = 1 / MELS;
  const second = new Float32Array(SIZE * SIZE * 3);
  second[1] = 1;
  // Log-mels lie above -1.5; where GELU is a straight line nothing of them is lost.
  const lift = new Float32Array(SIZE);
  lift[0] = 5;
  const places = new Float32Array(FRAMES * SIZE);
  for (let frame = 0; frame < FRAMES; frame++) places[frame * SIZE + 1] = 10;
  return [
    { name: 'enc.conv.0.weight', dims: [3, MELS, SIZE], data: first },
    { name: 'enc.conv.0.bias', dims: [SIZE], data: lift },
    { name: 'enc.conv.1.weight', dims: [3, SIZE, SIZE], data: second },
    zeros('enc.conv.1.bias', SIZE),
    { name: 'enc.pos_emb.weight', dims: [SIZE, FRAMES], data: places },
    ...norm('enc.final_norm'),
    ...norm('enc.blocks.0.norm_attn'),
    ...attention('enc.blocks.0.attn'),
    ...norm('enc.blocks.0.norm_ffn'),
    ...feedForward('enc.blocks.0.ffn'),
  ];
}

/** Cross-attention over all of the window: what the encoder's first number is above silence says one token, below another. */
function listening(name: string, sound: Float32Array, silence: Float32Array): GgufTensor[] {
  const BETWEEN = 3;
  const GAIN = 12;
  const value = new Float32Array(SIZE * SIZE);
  value[0] = 1;
  const bias = new Float32Array(SIZE);
  bias[0] = -BETWEEN;
  const out = new Float32Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++) out[row * SIZE] = GAIN * (sound[row] - silence[row]);
  return attention(name).map((tensor) => {
    if (tensor.name === `${name}.v.weight`) return { ...tensor, data: value };
    if (tensor.name === `${name}.v.bias`) return { ...tensor, data: bias };
    return tensor.name === `${name}.out.weight` ? { ...tensor, data: out } : tensor;
  });
}

function attention(name: string): GgufTensor[] {
  return ['q', 'k', 'v', 'out'].flatMap((part) => [
    zeros(`${name}.${part}.weight`, SIZE, SIZE),
    ...(part === 'k' ? [] : [zeros(`${name}.${part}.bias`, SIZE)]),
  ]);
}

function feedForward(name: string): GgufTensor[] {
  return ['fc1', 'fc2'].flatMap((part) => [
    zeros(`${name}.${part}.weight`, SIZE, SIZE),
    zeros(`${name}.${part}.bias`, SIZE),
  ]);
}

function norm(name: string, scale = 1): GgufTensor[] {
  return [
    { name: `${name}.weight`, dims: [SIZE], data: new Float32Array(SIZE).fill(scale) },
    zeros(`${name}.bias`, SIZE),
  ];
}

function zeros(name: string, ...dims: readonly number[]): GgufTensor {
  return { name, dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)) };
}

/** Unit vectors that have little to do with each other. */
function randomDirections(count: number): Float32Array {
  const random = seeded(7);
  const values = new Float32Array(count * SIZE);
  for (let row = 0; row < count; row++) {
    const vector = Array.from({ length: SIZE }, () => random() - 0.5);
    const mean = vector.reduce((sum, value) => sum + value, 0) / SIZE;
    const length = Math.hypot(...vector.map((value) => value - mean));
    values.set(
      vector.map((value) => (value - mean) / length),
      row * SIZE,
    );
  }
  return values;
}
