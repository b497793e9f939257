import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type InstalledModel, modelManifestSchema } from '../../src/core/models/manifest.ts';
import { bundledModel } from './fixtures.ts';

/** A bundled fixture model as the model store lists it. */
export function installedFixture(id: string): InstalledModel {
  const path = bundledModel(`${id}/manifest.json`);
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { manifest, folder: dirname(path), bundled: true, problem: undefined };
}
