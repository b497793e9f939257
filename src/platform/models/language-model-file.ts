import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { createArpaReader, LanguageModelProblem } from '../../core/stages/asr/ctc/arpa.ts';
import { isKenlmBinary, readKenlmBinary } from '../../core/stages/asr/ctc/kenlm-binary.ts';
import { createNgramModel, type NgramTable } from '../../core/stages/asr/ctc/ngram-model.ts';
import { createWordFusion, FUSION_DEFAULTS, type WordFusion } from '../../core/stages/asr/ctc/word-fusion.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';

/** One buffer of Node holds somewhat more. */
const MOST_BYTES = 2 ** 31 - 1;

interface LanguageModelParams {
  readonly languageModel?: string | undefined;
  readonly alpha?: number | undefined;
  readonly beta?: number | undefined;
  readonly unknownOffset?: number | undefined;
}

/**
 * The language model that a CTC model's manifest names: one of its own files, ARPA text or a KenLM probing file; `undefined`
 * when it names none. Throws `model-missing`, `model-corrupt`.
 */
export async function loadLanguageModel(
  { manifest, folder }: InstalledModel,
  params: LanguageModelParams,
): Promise<WordFusion | undefined> {
  const name = params.languageModel;
  if (name === undefined) return undefined;
  const file = manifest.files.find(({ path }) => path === name);
  if (file === undefined) throw problem('model-missing', name, 'it is none of the files of the manifest');
  if (file.bytes > MOST_BYTES) throw problem('model-corrupt', name, 'it has more than 2 GB');
  const table = await readTable(join(folder, name)).catch((cause: unknown) => {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw problem(missing ? 'model-missing' : 'model-corrupt', name, describeUnknown(cause), cause);
  });
  return createWordFusion(createNgramModel(table), {
    alpha: params.alpha ?? FUSION_DEFAULTS.alpha,
    beta: params.beta ?? FUSION_DEFAULTS.beta,
    unknownOffset: params.unknownOffset ?? FUSION_DEFAULTS.unknownOffset,
  });
}

async function readTable(path: string): Promise<NgramTable> {
  const head = new Uint8Array(64);
  const handle = await open(path);
  await handle.read(head, 0, head.length, 0).finally(() => handle.close());
  if (isKenlmBinary(head)) return readKenlmBinary(await readFile(path));
  if (head[0] === 0x1f && head[1] === 0x8b) throw new LanguageModelProblem('it is compressed; unpack it first');
  const reader = createArpaReader();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) reader.line(line);
  return reader.finish();
}

function problem(code: 'model-missing' | 'model-corrupt', name: string, why: string, cause?: unknown): AppError {
  return new AppError(
    code,
    {
      what: `The language model ${name} cannot be used: ${why}.`,
      meaning: 'The recogniser that asks for it was not loaded.',
      action:
        'Put the ARPA file in its place, or a probing file of it (KenLM: `build_binary probing model.arpa model.bin`), or take `languageModel` out of the manifest.',
    },
    cause === undefined ? {} : { cause },
  );
}
