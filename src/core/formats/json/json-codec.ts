import { canonicalJson } from '../../document/canonical-json.ts';
import { fitsSchema } from '../../document/fits.ts';
import { migrateDocument } from '../../document/migrations.ts';
import { documentSchema } from '../../document/schema.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { ReadContext, ReadResult, SubtitleCodec, WriteResult } from '../codec.ts';
import { readWhisperJson } from './read-whisper.ts';
import { parseJson } from './parse-json.ts';

/** Voxlane's own document, which loses nothing; reads WhisperX and Whisper results too. */
export const jsonCodec: SubtitleCodec = {
  id: 'json',
  label: 'Voxlane document',
  extensions: ['json'],
  mediaType: 'application/json',
  carries: 'document',
  read: readJson,
  write: writeJson,
};

/** Writes the versioned document (docs/format/document-v1.md); equal documents give equal bytes. Nothing is lost. */
export function writeJson(document: VoxlaneDocument): WriteResult {
  return { text: `${canonicalJson(document)}\n`, losses: [] };
}

/**
 * Reads a Voxlane document of this or an older version, a WhisperX result or Whisper's verbose JSON. Throws `AppError`:
 * `format-newer` for documents of a later Voxlane, `format-invalid` for anything else it cannot read whole.
 */
export function readJson(text: string, context: ReadContext = {}): ReadResult {
  return readValue(parseJson(text), context);
}

/**
 * The same for a document that was stored. `isVerbatim`: its text is the JSON of the document as it is, so that it can be
 * passed on instead of being written anew.
 */
export function readStoredJson(text: string): { readonly document: VoxlaneDocument; readonly isVerbatim: boolean } {
  let isMended = false;
  const value = parseJson(text, () => {
    isMended = true;
  });
  const { document } = readValue(value, {});
  return { document, isVerbatim: !isMended && document === value };
}

function readValue(value: unknown, context: ReadContext): ReadResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unknownShape();
  const object = value as Readonly<Record<string, unknown>>;
  if (object['format'] === 'voxlane-document') return { document: readDocument(object), diagnostics: [] };
  const imported = readWhisperJson(object, context);
  if (imported === undefined) throw unknownShape();
  return imported;
}

const fits = fitsSchema(documentSchema);

/** Whether a value is a document of this version without a fault, so that its JSON needs no check when it is read again. */
export function isFaultless(document: VoxlaneDocument): boolean {
  return fits(document);
}

function readDocument(object: Readonly<Record<string, unknown>>): VoxlaneDocument {
  const lifted = migrateDocument(object);
  if (fits(lifted)) return lifted as unknown as VoxlaneDocument;
  const parsed = documentSchema.safeParse(lifted);
  if (parsed.success) return parsed.data as VoxlaneDocument;
  const issue = parsed.error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  throw new AppError(
    'format-invalid',
    {
      what: `The document is damaged at ${place === '' ? 'its top' : place} (${issue?.message ?? 'unknown fault'}).`,
      meaning: `${parsed.error.issues.length} places do not follow the document format, so it was not opened.`,
      action: 'Use an older copy, or import the subtitles as SRT or WebVTT.',
    },
    { details: { issues: parsed.error.issues.length, path: place } },
  );
}

function unknownShape(): AppError {
  return new AppError('format-invalid', {
    what: 'The JSON is neither a Voxlane document nor a WhisperX or Whisper result.',
    meaning: 'There is nothing in it that Voxlane can read as subtitles.',
    action: 'Export it as SRT or WebVTT from the program that wrote it, and import that.',
  });
}
