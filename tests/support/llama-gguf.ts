import { type GgufTensor, type GgufValue, writeGguf } from './gguf-writer.ts';
import { seeded } from './seeded.ts';

export interface LlamaGgufOptions {
  readonly seed?: number;
  /** How much it likes to end a text in quotes; 0 has no likes, and then hardly ever does. */
  readonly quotes?: number;
  readonly contextTokens?: number;
  /** Other settings, or other values for them; `undefined` leaves one out. */
  readonly pairs?: Readonly<Record<string, GgufValue | undefined>>;
  /** Tensors to leave out. */
  readonly without?: readonly string[];
}

const SIZE = 32;
const UNKNOWN = 0;
const BEGIN = 1;
const END = 2;
const SPECIAL = ['<unk>', '<s>', '</s>'];
const BYTES = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
/** Any text can be written with bytes; the space is the tokenizer's own sign for it. */
const TOKENS = [...SPECIAL, ...BYTES, '▁'];
const QUOTE = SPECIAL.length + 0x22;
/** Kinds of tokens as GGUF numbers them: unknown 2, control 3, byte 6, normal 1. */
const KINDS = [2, 3, 3, ...BYTES.map(() => 6), 1];
const TEMPLATE =
  "{% for message in messages %}[{{ message['role'] }}]\n{{ message['content'] }}</s>\n{% endfor %}{% if add_generation_prompt %}[assistant]\n{% endif %}";

/**
 * The smallest language model that llama.cpp takes: one block of the Llama architecture, 32 wide, with random weights and
 * a vocabulary of bytes. What it writes means nothing; whatever it is asked, only a grammar gives it a form.
 */
export function randomLlamaGguf(options: LlamaGgufOptions = {}): Uint8Array {
  const { seed = 1, quotes = 0, contextTokens = 16_384, pairs = {}, without = [] } = options;
  const settings = Object.entries({ ...settingsOf(contextTokens), ...pairs }).filter(
    ([, value]) => value !== undefined,
  );
  const tensors = tensorsOf(seeded(seed), quotes).filter(({ name }) => !without.includes(name));
  return writeGguf(Object.fromEntries(settings) as Record<string, GgufValue>, tensors);
}

function settingsOf(contextTokens: number): Record<string, GgufValue> {
  const u32 = (value: number): GgufValue => ({ type: 'u32', value });
  const string = (value: string): GgufValue => ({ type: 'string', value });
  return {
    'general.architecture': string('llama'),
    'general.name': string('Random bytes'),
    'llama.context_length': u32(contextTokens),
    'llama.embedding_length': u32(SIZE),
    'llama.block_count': u32(1),
    'llama.feed_forward_length': u32(SIZE),
    'llama.attention.head_count': u32(1),
    'llama.attention.head_count_kv': u32(1),
    'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: 1e-5 },
    'llama.rope.dimension_count': u32(SIZE),
    'llama.vocab_size': u32(TOKENS.length),
    'tokenizer.ggml.model': string('llama'),
    'tokenizer.ggml.tokens': { type: 'strings', value: TOKENS },
    'tokenizer.ggml.scores': { type: 'f32s', value: TOKENS.map((_, id) => -id) },
    'tokenizer.ggml.token_type': { type: 'i32s', value: KINDS },
    'tokenizer.ggml.unknown_token_id': u32(UNKNOWN),
    'tokenizer.ggml.bos_token_id': u32(BEGIN),
    'tokenizer.ggml.eos_token_id': u32(END),
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
    'tokenizer.chat_template': string(TEMPLATE),
  };
}

function tensorsOf(random: () => number, quotes: number): GgufTensor[] {
  const weights = (name: string, ...dims: readonly number[]): GgufTensor => ({
    name,
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => random() * 2 - 1),
  });
  const ones = (name: string): GgufTensor => ({ name, dims: [SIZE], data: new Float32Array(SIZE).fill(1) });
  const embeddings = weights('token_embd.weight', SIZE, TOKENS.length);
  const output = weights('output.weight', SIZE, TOKENS.length);
  // The first number of every embedding is the same, so that the last layer can like a token wherever it is.
  for (let id = 0; id < TOKENS.length; id++) embeddings.data[id * SIZE] = 4;
  output.data.forEach((_, at) => at % SIZE === 0 && (output.data[at] = 0));
  output.data[QUOTE * SIZE] = quotes;
  return [
    embeddings,
    ones('output_norm.weight'),
    output,
    ones('blk.0.attn_norm.weight'),
    ...['q', 'k', 'v', 'output'].map((part) => weights(`blk.0.attn_${part}.weight`, SIZE, SIZE)),
    ones('blk.0.ffn_norm.weight'),
    ...['gate', 'up', 'down'].map((part) => weights(`blk.0.ffn_${part}.weight`, SIZE, SIZE)),
  ];
}
