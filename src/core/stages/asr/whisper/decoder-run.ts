import type { InferenceSession, Tensor } from '../../../ports/inference.ts';
import { selectRows } from './batch-rows.ts';
import { readFloats, toHalfBits } from './half-float.ts';
import type { DecoderLayout, WhisperSessions } from './layout.ts';

/** What one call of the decoder returned, for `positions` tokens in each of `rows` rows. */
export interface DecoderStep {
  readonly rows: number;
  readonly positions: number;
  /** Logits `[vocab]` after one position; float32 models give a view that may be changed in place. */
  logits(row: number, position: number): Float32Array;
  /** Cross-attention of one head at one position: `count` probabilities over the encoder rows. */
  attention(layer: number, row: number, head: number, position: number, count: number): Float32Array;
}

/** One batch being decoded. The key/value cache stays in runtime tensors and goes back in as it came out. */
export interface DecoderRun {
  /** Feeds `positions` tokens per row, row-major; the first call is the prompt. */
  feed(tokens: readonly number[], positions: number): Promise<DecoderStep>;
  /** Keeps (drops, repeats, reorders) rows for the next call. */
  select(rows: readonly number[]): void;
}

type Cache = Record<string, Tensor>;

/** Starts a decode over encoder output `hidden` `[batch, maxSourcePositions, modelSize]`. */
export function createDecoderRun(
  sessions: WhisperSessions,
  layout: DecoderLayout,
  hidden: Tensor,
  attentionLayers: readonly number[],
): DecoderRun {
  const names = cacheNames(layout.layers);
  const attentionNames = attentionLayers.map((layer) => `cross_attentions.${layer}`);
  const firstFetches = ['logits', ...names.self.map(presentName), ...names.cross.map(presentName), ...attentionNames];
  const stepFetches = ['logits', ...names.self.map(presentName), ...attentionNames];
  const stepSession = layout.merged ? sessions.decoder : sessions.decoderWithPast!;
  let encoded = asType(hidden, layout.hiddenType);
  let batch = hidden.dims[0] ?? 1;
  /** Which input window each row reads: beams of one window share the cross-attention cache, so it need not move. */
  let owners = Array.from({ length: batch }, (_, row) => row);
  let self: Cache = {};
  let cross: Cache = {};
  let length = 0;

  async function feed(tokens: readonly number[], positions: number): Promise<DecoderStep> {
    const first = length === 0;
    const session = first ? sessions.decoder : stepSession;
    const feeds: Record<string, Tensor> = {
      input_ids: { type: 'int64', dims: [batch, positions], data: BigInt64Array.from(tokens, BigInt) },
      encoder_hidden_states: encoded,
      use_cache_branch: { type: 'bool', dims: [1], data: Uint8Array.of(first ? 0 : 1) },
      cache_position: {
        type: 'int64',
        dims: [positions],
        data: BigInt64Array.from({ length: positions }, (_, i) => BigInt(length + i)),
      },
      ...(first ? emptyCache() : { ...self, ...cross }),
    };
    const outputs = await session.run(onlyKnown(session, feeds), first ? firstFetches : stepFetches);
    self = takeCache(names.self, outputs);
    // Later calls return placeholders here: the cross-attention cache of the first call is the only real one.
    if (first) cross = takeCache(names.cross, outputs);
    length += positions;
    return readStep(outputs, batch, positions);
  }

  function emptyCache(): Cache {
    const data = layout.cacheType === 'float16' ? new Uint16Array(0) : new Float32Array(0);
    const empty: Tensor = { type: layout.cacheType, dims: [batch, layout.heads, 0, layout.headSize], data };
    return Object.fromEntries([...names.self, ...names.cross].map((name) => [name, empty]));
  }

  function select(rows: readonly number[]): void {
    const moved = rows.map((row) => owners[row]);
    const sameOwners = moved.length === owners.length && moved.every((owner, i) => owner === owners[i]);
    self = mapCache(self, rows);
    if (!sameOwners) {
      cross = mapCache(cross, rows);
      encoded = selectRows(encoded, rows);
    }
    owners = moved;
    batch = rows.length;
  }

  return { feed, select };
}

function readStep(outputs: Record<string, Tensor>, rows: number, positions: number): DecoderStep {
  const logits = outputs['logits'];
  const vocabulary = logits.dims[2] ?? 0;
  return {
    rows,
    positions,
    logits: (row, position) =>
      readFloats(logits.type, logits.data, (row * positions + position) * vocabulary, vocabulary),
    attention(layer, row, head, position, count) {
      const tensor = outputs[`cross_attentions.${layer}`];
      const [, heads = 1, , width = 0] = tensor.dims;
      return readFloats(tensor.type, tensor.data, ((row * heads + head) * positions + position) * width, count);
    },
  };
}

function cacheNames(layers: number): { readonly self: readonly string[]; readonly cross: readonly string[] } {
  const of = (part: string): string[] =>
    Array.from({ length: layers }, (_, n) =>
      ['key', 'value'].map((kind) => `past_key_values.${n}.${part}.${kind}`),
    ).flat();
  return { self: of('decoder'), cross: of('encoder') };
}

function presentName(past: string): string {
  return past.replace('past_key_values', 'present');
}

function takeCache(names: readonly string[], outputs: Record<string, Tensor>): Cache {
  return Object.fromEntries(names.map((name) => [name, outputs[presentName(name)]]));
}

function mapCache(cache: Cache, rows: readonly number[]): Cache {
  return Object.fromEntries(Object.entries(cache).map(([name, tensor]) => [name, selectRows(tensor, rows)]));
}

/** Exports differ in which inputs a graph kept; a runtime refuses feeds the graph does not name. */
function onlyKnown(session: InferenceSession, feeds: Record<string, Tensor>): Record<string, Tensor> {
  return Object.fromEntries(
    session.inputs.flatMap(({ name }) => (feeds[name] === undefined ? [] : [[name, feeds[name]] as const])),
  );
}

function asType(tensor: Tensor, type: string): Tensor {
  if (tensor.type === type) return tensor;
  const floats = readFloats(tensor.type, tensor.data, 0, tensor.data.length);
  return { type, dims: tensor.dims, data: type === 'float16' ? toHalfBits(floats) : floats };
}
