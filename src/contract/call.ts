import type { z } from 'zod';

/** One call: the schema its input is checked with at the entrance, and (as a type only) what it answers. */
export interface Call<Schema extends z.ZodType, Output> {
  readonly input: Schema;
  /** Never set: carries the type of the answer. */
  readonly output?: Output;
}

/** Declares a call: `call<Output>()(inputSchema)`. */
export function call<Output>(): <Schema extends z.ZodType>(input: Schema) => Call<Schema, Output> {
  return (input) => ({ input });
}
