import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { Aligner } from '../../core/ports/aligner.ts';
import type { InferenceRuntime } from '../../core/ports/inference.ts';
import { alphabetOf } from '../../core/stages/align/alphabet.ts';
import { createCtcAligner } from '../../core/stages/align/ctc-aligner.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { unsupportedModel } from './unsupported-model.ts';

const configSchema = z.object({
  pad_token_id: z.int().min(0),
  conv_stride: z.array(z.int().min(1)).min(1),
});
const vocabularySchema = z.record(z.string(), z.int().min(0));
const tokenizerSchema = z.object({ word_delimiter_token: z.string().nullish() });
const preprocessorSchema = z.object({ do_normalize: z.boolean().default(true) });

/**
 * An aligner from a wav2vec2 CTC model folder in the Hugging Face ONNX layout. Its JSON files are untrusted and checked
 * first. Throws `model-missing`, `model-corrupt` or `model-unsupported`.
 */
export async function loadCtcAligner(
  runtime: InferenceRuntime,
  model: InstalledModel,
  threads: number,
): Promise<Aligner> {
  const graph = model.manifest.files.find((file) => file.path.endsWith('.onnx'));
  if (model.manifest.layout !== 'wav2vec2-ctc-onnx' || graph === undefined) throw unsupportedModel(model, 'alignment');
  const config = await readChecked(model, 'config.json', configSchema);
  const vocabulary = await readChecked(model, 'vocab.json', vocabularySchema);
  const { word_delimiter_token } = await readChecked(model, 'tokenizer_config.json', tokenizerSchema, {});
  const { do_normalize } = await readChecked(model, 'preprocessor_config.json', preprocessorSchema, {});
  const alphabet = alphabetOf(
    new Map(Object.entries(vocabulary)),
    config.pad_token_id,
    word_delimiter_token === undefined ? '|' : (word_delimiter_token ?? undefined),
  );
  const session = await runtime.load(join(model.folder, graph.path), { threads });
  return createCtcAligner({
    id: model.manifest.id,
    languages: model.manifest.languages,
    session,
    alphabet,
    strideSamples: config.conv_stride.reduce((product, stride) => product * stride, 1),
    normalise: do_normalize,
  });
}

async function readChecked<T>(model: InstalledModel, name: string, schema: z.ZodType<T>, absent?: unknown): Promise<T> {
  const path = join(model.folder, name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (absent !== undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return schema.parse(absent);
    throw fileProblem('model-missing', path, describeUnknown(cause), cause);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw fileProblem('model-corrupt', path, describeUnknown(cause), cause);
  }
}

function fileProblem(code: 'model-missing' | 'model-corrupt', path: string, problem: string, cause: unknown): AppError {
  return new AppError(
    code,
    {
      what: `The model file ${path} cannot be used (${problem}).`,
      meaning: 'Words cannot be aligned with this model.',
      action: 'Install the model again.',
    },
    { cause },
  );
}
