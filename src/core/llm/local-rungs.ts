/** One way to run a language model of this computer. */
export interface LocalRung {
  /** A GGUF file. */
  readonly path: string;
  readonly contextTokens: number;
  /** False keeps it on the processor. */
  readonly gpu: 'auto' | false;
}

/** Less context than this has no room for a scene and its translation. */
const LEAST_CONTEXT = 2048;

/**
 * The ways to run a model, each taking less memory than the one before: with half the context, without the GPU, then the
 * smaller files of the same model (`smaller`, largest first) in the same way.
 */
export function localRungs(first: LocalRung, smaller: readonly string[]): readonly LocalRung[] {
  const half = Math.max(Math.min(LEAST_CONTEXT, first.contextTokens), Math.floor(first.contextTokens / 2));
  const lean = { ...first, contextTokens: half };
  const onProcessor = (rung: LocalRung): LocalRung[] => (rung.gpu === false ? [] : [{ ...rung, gpu: false }]);
  return [
    first,
    ...(half < first.contextTokens ? [lean] : []),
    ...onProcessor(lean),
    ...smaller.flatMap((path) => [{ ...lean, path }, ...onProcessor({ ...lean, path })]),
  ];
}

/** A rung as a person reads it, e.g. `mistral-q4.gguf with 4096 tokens of context on the processor`. */
export function rungText({ path, contextTokens, gpu }: LocalRung): string {
  const place = gpu === false ? ' on the processor' : '';
  return `${path.replace(/^.*[\\/]/, '')} with ${contextTokens} tokens of context${place}`;
}

/** What a file of a model is called without the way its weights are stored: equal for all files of one model. */
export function modelStem(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.gguf$/, '')
    .replace(/[-._](?:ud[-._])?(?:i?q\d(?:_\w+)?|t?q\d_\d|bf16|f16|f32|fp16|mxfp4)$/, '');
}
