import { writeOnnx } from './onnx-writer.ts';

/** Side of the matrix that the device probe multiplies. */
const SIDE = 64;

/** The model that devices are tried with: `y = Relu(x * x)` of a square matrix. */
export function probeModel(): Uint8Array {
  const shape = [SIDE, SIDE];
  return writeOnnx({
    inputs: [{ name: 'x', type: 'float32', shape }],
    outputs: [{ name: 'y', type: 'float32', shape }],
    constants: [],
    nodes: [
      { op: 'MatMul', inputs: ['x', 'x'], outputs: ['product'] },
      { op: 'Relu', inputs: ['product'], outputs: ['y'] },
    ],
  });
}
