import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ModelManifest } from '../../core/models/manifest.ts';

const configSchema = z.object({ model_type: z.literal('whisper') });
const generationSchema = z.object({ lang_to_id: z.record(z.string(), z.number()).optional() });

/** Sizes are real; hashes are unknown for folders that came without a manifest. */
const NO_HASH = '0'.repeat(64);

/**
 * Recognises a Hugging Face Whisper ONNX export (config.json of type `whisper`, `onnx/encoder_model*.onnx`) that a user
 * dropped into a models folder, and makes a manifest for it. `undefined` when the folder is something else.
 */
export async function describeWhisperFolder(folder: string): Promise<ModelManifest | undefined> {
  const config = configSchema.safeParse(await readJson(join(folder, 'config.json')));
  if (!config.success) return undefined;
  const files = await readdir(join(folder, 'onnx')).catch(() => [] as string[]);
  const weights = files.filter((name) => name.endsWith('.onnx') || name.endsWith('.onnx_data')).sort();
  if (!weights.some((name) => name.startsWith('encoder_model'))) return undefined;
  const generation = generationSchema.safeParse(await readJson(join(folder, 'generation_config.json')));
  const languages = generation.success ? Object.keys(generation.data.lang_to_id ?? {}) : [];
  return {
    schema: 1,
    id: safeId(basename(folder)),
    name: basename(folder),
    task: 'asr',
    layout: 'whisper-onnx',
    fixture: false,
    licence: 'unknown (no manifest)',
    languages: languages.length > 0 ? languages.map((token) => token.replace(/[<|>]/g, '')) : ['en'],
    files: await Promise.all(
      weights.map(async (name) => ({
        path: `onnx/${name}`,
        bytes: (await stat(join(folder, 'onnx', name))).size,
        sha256: NO_HASH,
      })),
    ),
    signature: { inputs: ['input_features'], outputs: ['last_hidden_state'] },
  };
}

function safeId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);
  return id === '' ? 'whisper' : id;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
