import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';

/** Absolute paths of the graphs of one Whisper export; `decoderWithPast` is set for the layout of two decoder files. */
export interface WhisperFiles {
  readonly precision: string;
  readonly encoder: string;
  readonly decoder: string;
  readonly decoderWithPast: string | undefined;
}

/** File name endings per precision, as Hugging Face ONNX exports write them. */
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  fp32: [''],
  fp16: ['_fp16'],
  int8: ['_int8', '_quantized'],
  quantized: ['_quantized', '_int8'],
  q4: ['_q4'],
  q4f16: ['_q4f16'],
};

/** Full precision first: nothing is lost; int8 next, the fastest on CPUs. */
const DEFAULT_ORDER = ['fp32', 'int8', 'q4', 'fp16', 'q4f16'];

/**
 * Finds encoder and decoder in a model folder (`onnx/` inside it, or the folder itself). With `precision` only that one is
 * taken; otherwise the first complete one of `fp32, int8, q4, fp16, q4f16`. A merged decoder goes before the two-file layout.
 * Throws `model-missing`, naming the files that were looked for and are absent.
 */
export async function findWhisperFiles(folder: string, precision?: string): Promise<WhisperFiles> {
  const base = await graphFolder(folder);
  const present = new Set(await readdir(base).catch(() => [] as string[]));
  const order = precision === undefined ? DEFAULT_ORDER : [precision];
  for (const name of order) {
    for (const suffix of SUFFIXES[name] ?? []) {
      const files = complete(base, present, name, suffix);
      if (files !== undefined) return files;
    }
  }
  throw missing(folder, present, order);
}

async function graphFolder(folder: string): Promise<string> {
  const entries = await readdir(folder).catch(() => [] as string[]);
  return entries.includes('onnx') ? join(folder, 'onnx') : folder;
}

function complete(
  base: string,
  present: ReadonlySet<string>,
  precision: string,
  suffix: string,
): WhisperFiles | undefined {
  const at = (stem: string): string | undefined =>
    present.has(`${stem}${suffix}.onnx`) ? join(base, `${stem}${suffix}.onnx`) : undefined;
  const encoder = at('encoder_model');
  const merged = at('decoder_model_merged');
  const first = at('decoder_model');
  const withPast = at('decoder_with_past_model');
  if (encoder === undefined) return undefined;
  if (merged !== undefined) return { precision, encoder, decoder: merged, decoderWithPast: undefined };
  if (first === undefined || withPast === undefined) return undefined;
  return { precision, encoder, decoder: first, decoderWithPast: withPast };
}

function missing(folder: string, present: ReadonlySet<string>, order: readonly string[]): AppError {
  const suffix = SUFFIXES[order[0] ?? 'fp32']?.[0];
  const what =
    suffix === undefined
      ? `The precision "${order[0]}" is not one of ${Object.keys(SUFFIXES).join(', ')}.`
      : `The Whisper model in ${folder} lacks ${lacking(present, suffix)}${order.length > 1 ? ' (other precisions are incomplete too)' : ''}.`;
  return new AppError(
    'model-missing',
    {
      what,
      meaning: 'The model cannot be loaded, so nothing was transcribed.',
      action:
        'Remove it and install it again (`voxlane models pull whisper-base` for example), or choose another model.',
    },
    { details: { folder } },
  );
}

function lacking(present: ReadonlySet<string>, suffix: string): string {
  const absent = (stem: string): boolean => !present.has(`${stem}${suffix}.onnx`);
  const parts: string[] = [];
  if (absent('encoder_model')) parts.push(`encoder_model${suffix}.onnx`);
  if (absent('decoder_model_merged') && (absent('decoder_model') || absent('decoder_with_past_model'))) {
    parts.push(
      `decoder_model_merged${suffix}.onnx (or decoder_model${suffix}.onnx with decoder_with_past_model${suffix}.onnx)`,
    );
  }
  return parts.join(' and ');
}
