/**
 * Just enough of the ONNX file format (protobuf wire format, onnx.proto3) to write small graphs in tests, so that layouts
 * and number types no committed model has still run on the real runtime.
 */
export type ElementType = 'float32' | 'uint8' | 'int8' | 'int64' | 'bool' | 'float16';

const ELEMENT: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int64: 7,
  bool: 9,
  float16: 10,
};
/** Kinds of attributes. */
const [INT, GRAPH, INTS] = [2, 5, 7];

export interface ValueSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, lists of them and the branches of If; `to` of Cast is an element type. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | BranchSpec>>;
}

/** A branch of If: it sees the values of the graph around it, and no other value may have a name of its own ones. */
export interface BranchSpec {
  readonly nodes: readonly NodeSpec[];
  readonly outputs: readonly ValueSpec[];
}

export interface ConstantSpec {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array | Int8Array | Uint8Array;
}

/** Pieces of a message in their order. They are joined once, at the end, so weights are not copied at every level. */
type Pieces = readonly Uint8Array[];

export interface GraphSpec {
  readonly inputs: readonly ValueSpec[];
  readonly outputs: readonly ValueSpec[];
  readonly constants: readonly ConstantSpec[];
  readonly nodes: readonly NodeSpec[];
  /** Pairs an exporter would write beside the graph. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Number of an element type for the `to` attribute of Cast. */
export function elementNumber(type: ElementType): number {
  return ELEMENT[type];
}

/** A model file (IR 8, opset 17) holding one graph. */
export function writeOnnx(graph: GraphSpec): Uint8Array {
  const body = graphPieces(graph, [
    ...graph.constants.flatMap((constant) => message(5, constantPieces(constant))),
    ...graph.inputs.flatMap((value) => message(11, valuePieces(value))),
  ]);
  const pairs = Object.entries(graph.metadata ?? {}).flatMap(([key, value]) =>
    message(14, [...text(1, key), ...text(2, value)]),
  );
  return joined([...varint(1, 8), ...message(8, [...text(1, ''), ...varint(2, 17)]), ...message(7, body), ...pairs]);
}

function graphPieces({ nodes, outputs }: BranchSpec, between: Pieces = []): Pieces {
  return [
    ...nodes.flatMap((node) => message(1, nodePieces(node))),
    ...text(2, 'graph'),
    ...between,
    ...outputs.flatMap((value) => message(12, valuePieces(value))),
  ];
}

function nodePieces(node: NodeSpec): Pieces {
  const attributes = Object.entries(node.attributes ?? {}).flatMap(([name, value]) =>
    message(5, [...text(1, name), ...attributePieces(value)]),
  );
  return [
    ...node.inputs.flatMap((name) => text(1, name)),
    ...node.outputs.flatMap((name) => text(2, name)),
    ...text(4, node.op),
    ...attributes,
  ];
}

function attributePieces(value: number | readonly number[] | BranchSpec): Pieces {
  if (typeof value === 'number') return [...varint(3, value), ...varint(20, INT)];
  if ('nodes' in value) return [...message(6, graphPieces(value)), ...varint(20, GRAPH)];
  return [...value.flatMap((item) => varint(8, item)), ...varint(20, INTS)];
}

function constantPieces({ name, dims, data }: ConstantSpec): Pieces {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [
    ...dims.flatMap((dim) => varint(1, dim)),
    ...varint(2, ELEMENT[elementOf(data)]),
    ...text(8, name),
    ...message(9, [bytes]),
  ];
}

function elementOf(data: ConstantSpec['data']): ElementType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof BigInt64Array) return 'int64';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}

function valuePieces({ name, type, shape }: ValueSpec): Pieces {
  const dims = shape.flatMap((dim) => message(1, typeof dim === 'number' ? varint(1, dim) : text(2, dim)));
  const tensor = [...varint(1, ELEMENT[type]), ...message(2, dims)];
  return [...text(1, name), ...message(2, message(1, tensor))];
}

function varint(field: number, value: number): Pieces {
  return [raw(field << 3), raw(value)];
}

function text(field: number, value: string): Pieces {
  return message(field, [new TextEncoder().encode(value)]);
}

function message(field: number, content: Pieces): Pieces {
  return [raw((field << 3) | 2), raw(lengthOf(content)), ...content];
}

/** Base-128; negative numbers take their 64-bit two's complement. */
function raw(value: number): Uint8Array {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    out.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(out);
}

function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function joined(pieces: Pieces): Uint8Array {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
