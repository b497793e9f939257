import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalogue, type CatalogueEntry, catalogueSchema } from '../../core/models/catalogue.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';

const OWN = fileURLToPath(new URL('../../../resources/models/catalogue.json', import.meta.url));

/**
 * The catalogue that comes with Voxlane, or the one `VOXLANE_CATALOGUE` names instead. Throws `options-invalid` when
 * that file is absent or not a catalogue.
 */
export async function readCatalogue(): Promise<Catalogue> {
  const explicit = process.env['VOXLANE_CATALOGUE'];
  const path = explicit === undefined || explicit === '' ? OWN : resolve(explicit);
  try {
    return catalogueSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'options-invalid',
      {
        what: `The model catalogue ${path} cannot be used (${describeUnknown(cause)}).`,
        meaning: 'Models cannot be found by name; nothing was downloaded or changed.',
        action: path === OWN ? 'Install Voxlane again.' : 'Correct the file, or unset VOXLANE_CATALOGUE.',
      },
      { cause },
    );
  }
}

/** The entry with this id. Throws `model-missing`. */
export function findEntry(catalogue: Catalogue, id: string): CatalogueEntry {
  const entry = catalogue.models.find((model) => model.id === id);
  if (entry !== undefined) return entry;
  throw new AppError(
    'model-missing',
    {
      what: `There is no model "${id}" in the catalogue.`,
      meaning: 'Nothing was downloaded or changed.',
      action: 'See `voxlane models list --all` for the names.',
    },
    { details: { model: id } },
  );
}
