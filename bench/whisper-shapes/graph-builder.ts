import { type ConstantSpec, elementNumber, type NodeSpec } from '../../tests/support/onnx-writer.ts';
import type { Precision } from './shapes.ts';
import { weightSource } from './weights.ts';

/** Standard deviation of a matrix's weights, as models are initialised before training. */
const DEVIATION = 0.02;

/** Collects the weights of one graph, which all of its branches share. */
export class Weighted {
  readonly constants: ConstantSpec[] = [];
  readonly precision: Precision;
  readonly #source: ReturnType<typeof weightSource>;

  constructor(precision: Precision, seed: number) {
    this.precision = precision;
    this.#source = weightSource(seed);
    for (const [name, value] of Object.entries({ half: 0.5, one: 1, 'root-of-2': Math.SQRT2 }))
      this.constant(name, [], Float32Array.of(value));
    if (precision === 'int8') this.constant('no-offset', [], Int8Array.of(0));
  }

  constant(name: string, dims: readonly number[], data: ConstantSpec['data']): string {
    if (!this.constants.some((known) => known.name === name)) this.constants.push({ name, dims, data });
    return name;
  }

  /** Full-precision weights whatever the precision, as exporters leave biases, norms and convolutions. */
  full(name: string, dims: readonly number[], deviation = DEVIATION): string {
    const data = (): ConstantSpec['data'] => this.#source(countOf(dims), deviation, 'fp32').data;
    return this.#known(name) ? name : this.constant(name, dims, data());
  }

  /**
   * A matrix in the graph's precision, with its scale beside it as `NAME.scale` where that is 8 bits.
   * @param zeroFrom rows from this one on are zero
   */
  matrix(name: string, dims: readonly [number, number], zeroFrom?: number): string {
    if (this.#known(name)) return name;
    const { data, scale } = this.#source(countOf(dims), DEVIATION, this.precision);
    if (zeroFrom !== undefined) data.fill(0 as never, zeroFrom * dims[1]);
    if (this.precision === 'int8') this.constant(`${name}.scale`, [], Float32Array.of(scale));
    return this.constant(name, dims, data);
  }

  #known(name: string): boolean {
    return this.constants.some((constant) => constant.name === name);
  }
}

/** Writes the nodes of one graph or of one branch, whose values get names of their own. */
export class Nodes {
  readonly list: NodeSpec[] = [];
  readonly weights: Weighted;
  readonly #prefix: string;
  readonly #quantised = new Map<string, readonly [values: string, scale: string, offset: string]>();
  #count = 0;

  constructor(weights: Weighted, prefix: string) {
    this.weights = weights;
    this.#prefix = prefix;
  }

  /** One node with one output; its name, `output` where the caller needs that one. */
  add(op: string, inputs: readonly string[], attributes: NodeSpec['attributes'] = {}, output = this.#name()): string {
    this.list.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** `x` times a matrix of weights, plus a bias where one is named. */
  linear(x: string, name: string, dims: readonly [number, number], bias = true): string {
    const product = this.times(x, this.weights.matrix(`${name}.weight`, dims), `${name}.weight.scale`);
    return bias ? this.add('Add', [product, this.weights.full(`${name}.bias`, [dims[1]])]) : product;
  }

  /** `x` times a matrix, in 8 bits as exporters write it: the activations are quantised, once for all that use them. */
  times(x: string, matrix: string, scale: string): string {
    if (this.weights.precision === 'fp32') return this.add('MatMul', [x, matrix]);
    const [values, step, offset] = this.#quantise(x);
    const whole = this.add('MatMulInteger', [values, matrix, offset, 'no-offset']);
    const both = this.add('Mul', [step, scale]);
    return this.add('Mul', [this.add('Cast', [whole], { to: elementNumber('float32') }), both]);
  }

  norm(x: string, name: string, size: number): string {
    const gain = this.weights.constant('unit-gain', [size], new Float32Array(size).fill(1));
    return this.add('LayerNormalization', [x, gain, this.weights.full(`${name}.bias`, [size])]);
  }

  gelu(x: string): string {
    const erf = this.add('Erf', [this.add('Div', [x, 'root-of-2'])]);
    return this.add('Mul', [this.add('Mul', [x, this.add('Add', [erf, 'one'])]), 'half']);
  }

  /** A list of whole numbers as a constant. */
  whole(...values: readonly number[]): string {
    return this.weights.constant(`whole.${values.join('.')}`, [values.length], BigInt64Array.from(values, BigInt));
  }

  #quantise(x: string): readonly [string, string, string] {
    const known = this.#quantised.get(x);
    if (known !== undefined) return known;
    const parts = [this.#name(), this.#name(), this.#name()] as const;
    this.list.push({ op: 'DynamicQuantizeLinear', inputs: [x], outputs: parts });
    this.#quantised.set(x, parts);
    return parts;
  }

  #name(): string {
    return `${this.#prefix}${this.#count++}`;
  }
}

function countOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
