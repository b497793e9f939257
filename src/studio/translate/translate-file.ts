import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, Loss, WriteOptions } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { writeInChunks } from '../../core/formats/write-in-chunks.ts';
import type { LlmEngine, LlmUsage } from '../../core/ports/llm.ts';
import { type MemoryEntry, memoryEntry } from '../../core/stages/translate/memory.ts';
import type { TranslateOptions } from '../../core/stages/translate/options.ts';
import { readRelations } from '../../core/stages/translate/read-relations.ts';
import { type RelationSheet, relationSheetSchema } from '../../core/document/notes/relation-sheet.ts';
import { mergeSheets, NO_RELATIONS } from '../../core/stages/translate/relation-sheet.ts';
import { sourceLines, translatedDocument } from '../../core/stages/translate/source-lines.ts';
import { translate, type Translation } from '../../core/stages/translate/translate.ts';
import { addUsage, NO_USAGE } from '../../core/llm/usage.ts';
import type { SourceLine } from '../../core/stages/translate/types.ts';
import { openCheckpointFolder } from '../../platform/storage/checkpoint-folder.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { noCues, readCues } from '../read-cues.ts';
import { openMemoryFile } from './memory-file.ts';
import { readGlossaryFile, readSheetFile, writeSheetFile } from './term-files.ts';

export interface TranslateFileRequest {
  readonly input: string;
  readonly output: string;
  readonly options: Omit<TranslateOptions, 'relations' | 'glossary'>;
  readonly glossaryFile?: string;
  /** Who says tu or vous to whom; read from and written to this file where it is given. */
  readonly relationsFile?: string;
  /** Earlier translations, taken over where the same is said; what is new is added when all is translated. */
  readonly memoryFile?: string;
  /** Lets the model read the dialogue first, to fill in what the sheet does not say. */
  readonly readFirst: boolean;
  readonly write?: WriteOptions;
  readonly engine: LlmEngine;
  /** Where unfinished translations are kept. */
  readonly workFolder: string;
}

export interface TranslateFileOutcome {
  readonly translation: Translation;
  /** With the first reading of this run; what earlier runs took for their batches is in it too. */
  readonly usage: LlmUsage;
  readonly relations: RelationSheet;
  readonly diagnostics: readonly Diagnostic[];
  readonly losses: readonly Loss[];
  /** False where the model stopped before anything was translated: what was at the output before is there still. */
  readonly written: boolean;
}

/**
 * Translates a subtitle file with a language model. The output has the same cues at the same times unless `retime` allows more; it is written whole,
 * also when the model stops half-way: then with the source text where nothing is translated yet, and the next run of the
 * same command goes on. When it stops before anything is translated, nothing is written. Throws what reading and writing throw, `format-unknown` for files without cues, and `cancelled`.
 */
export async function translateFile(
  request: TranslateFileRequest,
  signal: AbortSignal,
  progress: (fraction: number) => void,
): Promise<TranslateFileOutcome> {
  const { input, output, engine } = request;
  const target = requireCodec(output);
  if (target.carries === 'turns') throw noCues(target.label);
  const { document, diagnostics } = await readCues(input);
  const glossary = request.glossaryFile === undefined ? [] : await readGlossaryFile(request.glossaryFile);
  const lines = sourceLines(document);
  const source = request.options.source ?? document.language;
  const given = request.relationsFile === undefined ? NO_RELATIONS : await readSheetFile(request.relationsFile);
  const memory =
    request.memoryFile === undefined
      ? undefined
      : await openMemoryFile(request.memoryFile, source ?? 'und', request.options.target);
  const place = { input, lines, source, target: request.options.target, engine: engine.id };
  const reading = openCheckpointFolder(join(request.workFolder, workName('reading', place)));
  const first = request.readFirst ? await readOnce(reading, engine, lines, source, signal) : undefined;
  const relations = mergeSheets(given, first?.sheet ?? NO_RELATIONS);
  if (request.relationsFile !== undefined && first !== undefined) {
    await writeSheetFile(request.relationsFile, relations);
  }
  const options = { ...request.options, source, glossary, relations };
  // Times come after the batches.
  const folder = join(
    request.workFolder,
    workName('batches', { ...place, options: { ...options, retime: undefined } }),
  );
  const parts = { engines: [engine], checkpoints: openCheckpointFolder(folder), progress, memory: memory?.memory };
  const translation = await translate(lines, options, parts, signal);
  const result = translatedDocument(document, translation.lines, options.target);
  const { chunks, losses } = writeInChunks(target, result, request.write ?? {});
  // An earlier translation is worth more than the source text under its name.
  const written = translation.stopped === undefined || translation.lines.some(({ by }) => by !== undefined);
  if (written) await writeFileAtomic(output, chunks);
  // Work is kept until all of it is in the file.
  if (translation.stopped === undefined) {
    await memory?.add(newEntries(lines, translation));
    await rm(folder, { recursive: true, force: true });
    await rm(join(request.workFolder, workName('reading', place)), { recursive: true, force: true });
  }
  const usage = addUsage(translation.usage, first?.usage ?? NO_USAGE);
  return { translation, usage, relations, diagnostics, losses: written ? losses : [], written };
}

/** What is worth keeping: machine lines that nothing is wrong with. */
function newEntries(lines: readonly SourceLine[], translation: Translation): MemoryEntry[] {
  return translation.lines.flatMap(({ lines: translated, flags, by }, index) => {
    const line = lines[index];
    if (line === undefined || by === undefined || by === 'memory' || flags.length > 0) return [];
    return memoryEntry(line, translated, 'machine') ?? [];
  });
}

/** The first reading, which a killed run does not pay for twice. */
async function readOnce(
  checkpoints: ReturnType<typeof openCheckpointFolder>,
  engine: LlmEngine,
  lines: Parameters<typeof readRelations>[1],
  source: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly sheet: RelationSheet; readonly usage: LlmUsage }> {
  const kept = relationSheetSchema.safeParse(await checkpoints.read('sheet')).data;
  if (kept !== undefined) return { sheet: kept, usage: NO_USAGE };
  const reading = await readRelations(engine, lines, source, signal);
  await checkpoints.write('sheet', reading.sheet);
  return reading;
}

/** Everything that decides a result is in the name of its work, so that nothing of another one is taken for it. */
function workName(kind: string, of: unknown): string {
  return `translate-${kind}-${createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32)}`;
}
