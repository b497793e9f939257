import { AppError } from '../../shared/app-error.ts';

/** The document version this program writes. */
export const DOCUMENT_VERSION = 1;

/** Lifts a plain-JSON document of version `from` to `from + 1`. Pure. */
export interface Migration {
  readonly from: number;
  migrate(document: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** In order, one per version step; version 1 is the first, so none exists. */
const MIGRATIONS: readonly Migration[] = [];

/**
 * Lifts a parsed document of any older version to `DOCUMENT_VERSION` (or to `target` with other `migrations`, for
 * tests). Throws `AppError` `format-newer` for documents of a later program and `format-invalid` when the version is
 * not a positive whole number or a step is missing.
 */
export function migrateDocument(
  document: Readonly<Record<string, unknown>>,
  migrations: readonly Migration[] = MIGRATIONS,
  target: number = DOCUMENT_VERSION,
): Readonly<Record<string, unknown>> {
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw badVersion(version);
  if (version > target) throw newerVersion(version, target);
  let current = document;
  for (let from = version; from < target; from++) {
    const step = migrations.find((migration) => migration.from === from);
    if (step === undefined) throw badVersion(version);
    current = { ...step.migrate(current), version: from + 1 };
  }
  return current;
}

function newerVersion(version: number, target: number): AppError {
  return new AppError(
    'format-newer',
    {
      what: `This document has version ${version}; this Voxlane knows versions up to ${target}.`,
      meaning: 'It was written by a newer Voxlane, and reading it here could lose parts of it.',
      action: 'Update Voxlane and open it again. The file was not changed.',
    },
    { details: { version, supported: target } },
  );
}

function badVersion(version: unknown): AppError {
  return new AppError('format-invalid', {
    what: `The document's version (${JSON.stringify(version) ?? 'missing'}) is not a version Voxlane ever wrote.`,
    meaning: 'The file was changed by another program or is damaged.',
    action: 'Use a copy exported by Voxlane, or import the subtitles as SRT or WebVTT.',
  });
}
