import type { InferenceRuntime, InferenceSession, Tensor } from '../../src/core/ports/inference.ts';
import { AppError } from '../../src/shared/app-error.ts';

/** The words of ONNX Runtime when the memory of a GPU is full. */
export const CUDA_OOM =
  'Non-zero status code returned while running Conv node. Status Message: BFCArena::AllocateRawInternal ' +
  'Failed to allocate memory for requested buffer of size 268435456';

export interface Faults {
  /** Most rows of the first input that fit into memory. */
  readonly rowsThatFit?: number;
  /** Native text of the n-th run (counted from 1), if that fails. */
  readonly onRun?: (run: number) => string | undefined;
  /** Native text of every load. */
  readonly onLoad?: string;
}

/** What a real runtime was asked for through `faultyRuntime`. */
export interface Seen {
  readonly rows: number[];
  loads: number;
  disposed: number;
}

/** A real runtime that fails as a device does; what does not fail is really run. */
export function faultyRuntime(real: InferenceRuntime, faults: Faults): { runtime: InferenceRuntime; seen: Seen } {
  const seen: Seen = { rows: [], loads: 0, disposed: 0 };
  const wrap = (session: InferenceSession): InferenceSession => ({
    inputs: session.inputs,
    outputs: session.outputs,
    async run(feeds, fetches) {
      const rows = rowsIn(feeds);
      seen.rows.push(rows);
      const text = faults.onRun?.(seen.rows.length);
      if (text !== undefined) throw nativeError(text);
      if (rows > (faults.rowsThatFit ?? Infinity)) throw nativeError(CUDA_OOM);
      return session.run(feeds, fetches);
    },
    async dispose() {
      seen.disposed++;
      await session.dispose();
    },
  });
  return {
    seen,
    runtime: {
      cores: real.cores,
      parallel: 1,
      async load(path, options) {
        seen.loads++;
        if (faults.onLoad !== undefined) throw nativeError(faults.onLoad);
        return wrap(await real.load(path, options));
      },
    },
  };
}

function rowsIn(feeds: Readonly<Record<string, Tensor>>): number {
  return Object.values(feeds)[0]?.dims[0] ?? 0;
}

/** As `src/platform/onnx/runtime.ts` reports a native error. */
function nativeError(text: string): AppError {
  const parts = { what: `The model x.onnx failed while running (${text}).`, meaning: 'It failed.', action: 'None.' };
  return new AppError('inference-failed', parts, { cause: new Error(text) });
}
