import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import { describeWhisperFolder } from '../../src/platform/models/describe-whisper-folder.ts';

/** A GGUF file as the model store lists it. */
export function installedGguf(folder: string, file: string): InstalledModel {
  const manifest: InstalledModel['manifest'] = {
    schema: 1,
    id: 'scripted',
    name: 'Scripted',
    task: 'asr',
    layout: 'gguf',
    fixture: true,
    licence: 'none',
    languages: [],
    files: [{ path: file, bytes: statSync(join(folder, file)).size, sha256: '0'.repeat(64) }],
    signature: { inputs: [], outputs: [] },
  };
  return { manifest, folder, bundled: false, problem: undefined };
}

/** A Whisper folder as the model store lists it. */
export async function installedWhisper(folder: string): Promise<InstalledModel> {
  const manifest = await describeWhisperFolder(folder);
  if (manifest === undefined) throw new Error(`${folder} is no Whisper model`);
  return { manifest, folder, bundled: false, problem: undefined };
}
