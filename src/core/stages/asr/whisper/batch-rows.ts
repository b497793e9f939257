import type { Tensor, TensorData } from '../../../ports/inference.ts';

/**
 * Rows `rows` (first dimension) of a tensor. A rising run of neighbours is a view on the same memory, so dropping the
 * last rows of a batch copies nothing; anything else is gathered into new memory.
 */
export function selectRows(tensor: Tensor, rows: readonly number[]): Tensor {
  const total = tensor.dims[0] ?? 1;
  const size = tensor.dims.slice(1).reduce((product, dim) => product * dim, 1);
  const first = rows[0] ?? 0;
  const dims = [rows.length, ...tensor.dims.slice(1)];
  if (rows.every((row, i) => row === first + i)) {
    if (rows.length === total) return tensor;
    return { type: tensor.type, dims, data: tensor.data.subarray(first * size, (first + rows.length) * size) };
  }
  const data = emptyLike(tensor.data, rows.length * size);
  rows.forEach((row, i) =>
    (data as Float32Array).set(tensor.data.subarray(row * size, (row + 1) * size) as Float32Array, i * size),
  );
  return { type: tensor.type, dims, data };
}

/** Stacks tensors of equal row shape along the first dimension. */
export function concatRows(tensors: readonly Tensor[]): Tensor {
  const first = tensors[0];
  if (first === undefined) throw new RangeError('nothing to stack');
  if (tensors.length === 1) return first;
  const data = emptyLike(
    first.data,
    tensors.reduce((sum, tensor) => sum + tensor.data.length, 0),
  );
  let at = 0;
  for (const tensor of tensors) {
    (data as Float32Array).set(tensor.data as Float32Array, at);
    at += tensor.data.length;
  }
  const rows = tensors.reduce((sum, tensor) => sum + (tensor.dims[0] ?? 0), 0);
  return { type: first.type, dims: [rows, ...first.dims.slice(1)], data };
}

function emptyLike(data: TensorData, length: number): TensorData {
  return new (data.constructor as new (length: number) => TensorData)(length);
}
