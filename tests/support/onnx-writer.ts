/**
 * Just enough of the ONNX file format (protobuf wire format, onnx.proto3) to write small graphs in tests, so that layouts
 * and number types no committed model has still run on the real runtime.
 */
export type ElementType = 'float32' | 'float16' | 'int64';

const ELEMENT: Readonly<Record<ElementType, number>> = { float32: 1, int64: 7, float16: 10 };

export interface ValueSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers and lists of them; `to` of Cast is an element type. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

interface ConstantSpec {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

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
  const body = [
    ...graph.nodes.map((node) => message(1, nodeBytes(node))),
    text(2, 'graph'),
    ...graph.constants.map((constant) => message(5, constantBytes(constant))),
    ...graph.inputs.map((value) => message(11, valueBytes(value))),
    ...graph.outputs.map((value) => message(12, valueBytes(value))),
  ];
  const pairs = Object.entries(graph.metadata ?? {}).map(([key, value]) =>
    message(14, bytes([text(1, key), text(2, value)])),
  );
  return bytes([varint(1, 8), message(8, bytes([text(1, ''), varint(2, 17)])), message(7, bytes(body)), ...pairs]);
}

function nodeBytes(node: NodeSpec): Uint8Array {
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => {
    const list = typeof value !== 'number';
    const numbers = list ? value.map((item) => varint(8, item)) : [varint(3, value)];
    return message(5, bytes([text(1, name), ...numbers, varint(20, list ? 7 : 2)]));
  });
  return bytes([
    ...node.inputs.map((name) => text(1, name)),
    ...node.outputs.map((name) => text(2, name)),
    text(4, node.op),
    ...attributes,
  ]);
}

function constantBytes({ name, dims, data }: ConstantSpec): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const type = ELEMENT[data instanceof Float32Array ? 'float32' : 'int64'];
  return bytes([...dims.map((dim) => varint(1, dim)), varint(2, type), text(8, name), message(9, raw)]);
}

function valueBytes({ name, type, shape }: ValueSpec): Uint8Array {
  const dims = shape.map((dim) => message(1, typeof dim === 'number' ? varint(1, dim) : text(2, dim)));
  const tensor = bytes([varint(1, ELEMENT[type]), message(2, bytes(dims))]);
  return bytes([text(1, name), message(2, message(1, tensor))]);
}

function varint(field: number, value: number): Uint8Array {
  return bytes([raw(field << 3), raw(value)]);
}

function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

function message(field: number, content: Uint8Array): Uint8Array {
  return bytes([raw((field << 3) | 2), raw(content.length), content]);
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

function bytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
