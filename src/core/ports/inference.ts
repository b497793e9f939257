export type TensorData =
  Float32Array | Float64Array | BigInt64Array | Int32Array | Int8Array | Uint8Array | Uint16Array;

/** A dense row-major tensor. Values returned by a session may be runtime-owned and can be fed back without copying. */
export interface Tensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export interface TensorInfo {
  readonly name: string;
  readonly type: string;
  /** Symbolic dimensions are strings. */
  readonly shape: readonly (number | string)[];
}

/** A loaded model. `run` may be called again only after the previous call settled, unless the runtime says otherwise. */
export interface InferenceSession {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** Runs the graph; returns all outputs, or only those named in `fetches`. Throws `AppError` `inference-failed`. */
  run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
}

export interface SessionOptions {
  /** Intra-op threads; LSTM/GRU graphs want 1, convolution and matmul graphs want the physical cores. */
  readonly threads: number;
  /** All inputs and outputs have the batch as their first dimension and rows do not depend on each other. */
  readonly divisible?: boolean;
  /** Runs on a thread of its own where the runtime can do that, so that several sessions run at the same time. */
  readonly ownThread?: boolean;
}

/** The door to the inference runtime. One implementation per runtime, in `src/platform`. */
export interface InferenceRuntime {
  /** Loads a model file. Throws `AppError` `model-missing`, `model-corrupt` or `inference-failed`. */
  load(path: string, options: SessionOptions): Promise<InferenceSession>;
  /** Physical cores this process may use. */
  readonly cores: number;
  /** Sessions with a thread of their own that are worth having; 1 where they would only wait for each other. */
  readonly parallel: number;
}
