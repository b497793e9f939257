import { z } from 'zod';
import type { CatalogueEntry } from '../../../core/models/catalogue.ts';
import { relativeFile } from '../../../core/models/manifest.ts';
import { AppError } from '../../../shared/app-error.ts';
import { downloadFailed } from './errors.ts';
import { type GetOptions, httpGet } from './http-get.ts';
import type { NetworkSettings } from './network-settings.ts';

const MAX_LIST_BYTES = 16 * 1024 * 1024;

/** The part of Hugging Face's file list (`/api/models/ID/tree/REVISION`) that is used. */
const listSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int().nonnegative().optional(),
    /** Present for large files; `oid` is their SHA-256. */
    lfs: z.object({ oid: z.string(), size: z.int().positive() }).optional(),
  }),
);
type Listed = z.infer<typeof listSchema>[number];

export interface PlannedFile {
  readonly path: string;
  readonly url: URL;
  readonly bytes: number | undefined;
  readonly sha256: string | undefined;
}

/**
 * What to fetch for a catalogue entry. The repository's own list adds sizes and hashes the catalogue does not state and
 * finds files known by their ending only; a mirror without such a list is fine where the names are known.
 * Throws as `httpGet` does.
 */
export async function planFiles(
  entry: CatalogueEntry,
  network: NetworkSettings,
  options: Pick<GetOptions, 'signal' | 'timeoutMs'>,
): Promise<readonly PlannedFile[]> {
  if (entry.repository === undefined) throw noAddress(entry);
  const known = entry.files ?? [];
  if (entry.files !== undefined && known.every((file) => file.bytes !== undefined && file.sha256 !== undefined))
    return known.map((file) => planned(entry, network, file, undefined));
  const listed = await list(entry, network, options);
  if (entry.select === undefined)
    return known.map((file) =>
      planned(
        entry,
        network,
        file,
        listed?.find((item) => item.path === file.path),
      ),
    );
  const chosen = entry.select.flatMap((ending) => {
    const matching = (listed ?? []).filter((item) => item.path.toLowerCase().endsWith(ending.toLowerCase()));
    if (matching.length > 0) return matching;
    throw downloadFailed(
      `The repository ${entry.repository} lists no file that ends with ${ending}.`,
      listed === undefined ? 'Use a mirror that offers the list of files.' : 'It may have changed; see its page.',
    );
  });
  return chosen.map((item) => {
    const path = relativeFile.safeParse(item.path);
    if (path.success) return planned(entry, network, { path: path.data }, item);
    throw downloadFailed(
      `The repository ${entry.repository} lists a file with an unsafe name.`,
      'Choose another model.',
    );
  });
}

function planned(
  entry: CatalogueEntry,
  network: NetworkSettings,
  file: { readonly path: string; readonly bytes?: number | undefined; readonly sha256?: string | undefined },
  listed: Listed | undefined,
): PlannedFile {
  const oid = listed?.lfs?.oid;
  return {
    path: file.path,
    url: address(network, `${entry.repository}/resolve/${entry.revision}/${file.path}`),
    bytes: file.bytes ?? listed?.lfs?.size ?? listed?.size,
    sha256: file.sha256 ?? (oid !== undefined && /^[0-9a-f]{64}$/.test(oid) ? oid : undefined),
  };
}

function noAddress(entry: CatalogueEntry): AppError {
  if (entry.bundled === true)
    return new AppError('options-invalid', {
      what: `${entry.id} comes with Voxlane.`,
      meaning: 'It needs no download; nothing was changed.',
      action: 'See `voxlane models list`.',
    });
  return downloadFailed(
    `The catalogue knows no address for ${entry.id}.`,
    `Get its file elsewhere and run \`voxlane models import FILE --as ${entry.id}\`.`,
  );
}

/** `undefined` when there is no such list, as on a mirror of plain files. */
async function list(
  entry: CatalogueEntry,
  network: NetworkSettings,
  options: Pick<GetOptions, 'signal' | 'timeoutMs'>,
): Promise<readonly Listed[] | undefined> {
  const url = address(network, `api/models/${entry.repository}/tree/${entry.revision}`);
  url.searchParams.set('recursive', 'true');
  try {
    const answer = await httpGet(url, { network, headers: { accept: 'application/json' }, ...options });
    const parts: Uint8Array[] = [];
    let bytes = 0;
    const deadline = setTimeout(() => answer.body.destroy(), options.timeoutMs);
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > MAX_LIST_BYTES) return undefined;
        parts.push(chunk);
      }
    } finally {
      clearTimeout(deadline);
      answer.body.destroy();
    }
    const parsed = listSchema.safeParse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    return parsed.success ? parsed.data.filter((item) => item.type === 'file') : undefined;
  } catch (error) {
    // Without the list the files themselves are asked for, and those answers say what is wrong.
    if (options.signal.aborted || (error instanceof AppError && error.code === 'access-denied')) throw error;
    return undefined;
  }
}

function address(network: NetworkSettings, path: string): URL {
  const url = new URL(network.base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return url;
}
