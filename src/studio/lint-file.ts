import { basename } from 'node:path';
import type { RuleProfile } from '../core/cues/profiles.ts';
import { applyOperations } from '../core/document/edits/apply.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Diagnostic, Loss } from '../core/formats/codec.ts';
import { requireCodec } from '../core/formats/registry.ts';
import { writeInChunks } from '../core/formats/write-in-chunks.ts';
import { checkQuality } from '../core/quality/check-quality.ts';
import type { QualityFinding } from '../core/quality/finding.ts';
import { type FixChange, fixAll } from '../core/quality/fix-quality.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { readTextFile } from '../platform/text/read-text-file.ts';
import { AppError } from '../shared/app-error.ts';
import { notText } from './convert-file.ts';
import { misspeltIn, type SpellingWish } from './spelling/misspelt-in.ts';

export interface LintRequest {
  readonly input: string;
  readonly profile: RuleProfile;
  /** Of the text; a file that says its own is believed. */
  readonly language?: string;
  /** Where the mended file goes; the input is never changed. */
  readonly fix?: string;
  /** Looks the words up, too. */
  readonly spelling?: SpellingWish;
}

export interface LintOutcome {
  readonly document: VoxlaneDocument;
  /** What the file breaks; with `fix`, what the mended one still breaks. */
  readonly findings: readonly QualityFinding[];
  readonly changes: readonly FixChange[];
  readonly diagnostics: readonly Diagnostic[];
  readonly losses: readonly Loss[];
}

/**
 * Checks the subtitles of a file by a profile, and mends what can be. Throws `AppError`: what reading throws,
 * `format-unknown` for formats that hold no subtitles, and for the spelling `dictionary-invalid`.
 */
export async function lintFile({ input, profile, language, fix, spelling }: LintRequest): Promise<LintOutcome> {
  const codec = requireCodec(input);
  if (codec.read === undefined || codec.carries !== 'cues') throw noSubtitles(codec.label);
  const target = fix === undefined ? undefined : requireCodec(fix);
  if (target !== undefined && target.carries !== 'cues') throw noSubtitles(target.label);
  const source = await readTextFile(input);
  if (source.text.includes('\0')) throw notText(input);
  const read = codec.read(source.text, { name: basename(input), detectSpeakers: false });
  const diagnostics = [...source.diagnostics, ...read.diagnostics];
  const document =
    read.document.language === undefined && language !== undefined ? { ...read.document, language } : read.document;
  if (target === undefined || fix === undefined) {
    const misspelt = await misspeltIn(document, spelling);
    return { document, findings: checkQuality(document, profile, misspelt), changes: [], diagnostics, losses: [] };
  }
  const open = withoutEnd(document);
  const { action, changes, remaining } = fixAll(open, profile);
  const result = applyOperations(open, action.kind === 'edit' ? action.operations : []);
  const mended = result.kind === 'applied' ? { ...result.document, media: endingWith(result.document) } : document;
  const { chunks, losses } = writeInChunks(target, mended, {});
  await writeFileAtomic(fix, chunks);
  const misspelt = await misspeltIn(mended, spelling);
  const findings = misspelt.size === 0 ? remaining : checkQuality(mended, profile, misspelt);
  return { document: mended, findings, changes, diagnostics, losses };
}

/** A file that knows no media says nothing of its end: the last cue is free to last longer. */
function withoutEnd(document: VoxlaneDocument): VoxlaneDocument {
  const { media } = document;
  return media.contentId === '' ? { ...document, media: { ...media, durationMs: 0 } } : document;
}

function endingWith({ media, cues }: VoxlaneDocument): VoxlaneDocument['media'] {
  if (media.contentId !== '') return media;
  return { ...media, durationMs: cues.reduce((latest, cue) => Math.max(latest, cue.endMs), 0) };
}

function noSubtitles(label: string): AppError {
  return new AppError('format-unknown', {
    what: `${label} holds no subtitles that could be checked.`,
    meaning: 'Nothing was checked or written.',
    action: 'Give an SRT, WebVTT or JSON file.',
  });
}
