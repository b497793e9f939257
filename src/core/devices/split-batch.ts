import { AppError } from '../../shared/app-error.ts';
import type { Tensor, TensorData } from '../ports/inference.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** Rows of a batch: the first dimension that all tensors share, 1 when they do not agree. */
export function rowsOf(tensors: Tensors): number {
  const counts = new Set(Object.values(tensors).map((tensor) => tensor.dims[0]));
  const [rows] = counts;
  return counts.size === 1 && rows !== undefined ? rows : 1;
}

/** Rows `from` to `to` (not included) of every tensor, without a copy. */
export function sliceRows(tensors: Tensors, from: number, to: number): Record<string, Tensor> {
  const sliced = Object.entries(tensors).map(([name, { type, dims, data }]) => {
    const width = data.length / (dims[0] ?? 1);
    return [
      name,
      { type, dims: [to - from, ...dims.slice(1)], data: data.subarray(from * width, to * width) },
    ] as const;
  });
  return Object.fromEntries(sliced);
}

/**
 * Puts the outputs of parts together again, row after row. `rows` has the size of each part. Throws `inference-failed`
 * when an output does not have the rows of its part or parts differ in shape.
 */
export function joinRows(parts: readonly Tensors[], rows: readonly number[]): Record<string, Tensor> {
  const names = Object.keys(parts[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, joinOne(name, parts, rows)]));
}

function joinOne(name: string, parts: readonly Tensors[], rows: readonly number[]): Tensor {
  const tensors = parts.map((part) => part[name]);
  const [first] = tensors;
  const shape = first?.dims.slice(1).join() ?? '';
  const fits = tensors.every((tensor, i) => tensor?.dims[0] === rows[i] && tensor?.dims.slice(1).join() === shape);
  if (first === undefined || !fits) throw notByRows(name);
  const total = tensors.reduce((sum, tensor) => sum + (tensor?.data.length ?? 0), 0);
  const data = new (first.data.constructor as new (length: number) => TensorData)(total);
  let at = 0;
  for (const tensor of tensors) {
    data.set(tensor?.data as never, at);
    at += tensor?.data.length ?? 0;
  }
  return { type: first.type, dims: [rows.reduce((sum, count) => sum + count, 0), ...first.dims.slice(1)], data };
}

function notByRows(name: string): AppError {
  return new AppError('inference-failed', {
    what: `The output ${name} of a model could not be put together from parts of a batch.`,
    meaning: 'There was too little memory for the whole batch, and this model cannot be run in parts.',
    action: 'Close other programs or choose a smaller model.',
  });
}
