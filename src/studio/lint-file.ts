import { basename, dirname } from 'node:path';
import type { RuleProfile } from '../core/cues/profiles.ts';
import { applyOperations } from '../core/document/edits/apply.ts';
import { inLanguage } from '../core/document/in-language.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Diagnostic, Loss } from '../core/formats/codec.ts';
import { requireCodec } from '../core/formats/registry.ts';
import { writeInChunks } from '../core/formats/write-in-chunks.ts';
import { checkQuality } from '../core/quality/check-quality.ts';
import type { QualityFinding } from '../core/quality/finding.ts';
import { checkTranslation } from '../core/quality/check-translation.ts';
import { type FixChange, type FixPreview, fixAll } from '../core/quality/fix-quality.ts';
import { fixTranslation } from '../core/quality/fix-translation.ts';
import { makeFolder } from '../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { readTextFile } from '../platform/text/read-text-file.ts';
import { AppError } from '../shared/app-error.ts';
import { notText } from './convert-file.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { misspeltIn, type SpellingWish } from './spelling/misspelt-in.ts';

export interface LintRequest {
  readonly input: string;
  readonly profile: RuleProfile;
  /**
   * Of the text; a file that says its own is believed. A language that the file is translated to: the translation is checked
   * in place of the text.
   */
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
 * Checks the subtitles of a file by a profile, and mends what can be; the folder of `fix` is made. Throws `AppError`: what
 * reading throws, `format-unknown` for formats that hold no subtitles, `format-invalid` for a file that holds nothing of its
 * format, `options-invalid` for a language that the file neither has nor is translated to, and for the spelling
 * `dictionary-invalid`.
 */
export async function lintFile({ input, profile, language, fix, spelling }: LintRequest): Promise<LintOutcome> {
  const codec = requireCodec(input);
  if (codec.read === undefined || codec.carries === 'turns') throw noSubtitles(codec.label);
  const target = fix === undefined ? undefined : requireCodec(fix);
  if (target !== undefined && target.carries !== 'cues' && target.id !== 'json') throw noSubtitles(target.label);
  const source = await readTextFile(input);
  if (source.text.includes('\0')) throw notText(input);
  const read = codec.read(source.text, { name: basename(input), detectSpeakers: false });
  refuseForeign(input, codec.id, read.diagnostics);
  const diagnostics = [...source.diagnostics, ...read.diagnostics];
  const document =
    read.document.language === undefined && language !== undefined ? { ...read.document, language } : read.document;
  if (isAnother(document, language)) throw notTranslated(basename(input), document.language ?? '', language ?? '');
  const checked = checkFor(document, profile, language);
  if (target === undefined || fix === undefined) {
    const misspelt = await misspeltIn(checked.shown(document), spelling);
    return { document, findings: checked.check(document, misspelt), changes: [], diagnostics, losses: [] };
  }
  const open = withoutEnd(document);
  const { action, changes, remaining } = checked.fix(open);
  const result = applyOperations(open, action.kind === 'edit' ? action.operations : []);
  const mended = result.kind === 'applied' ? { ...result.document, media: endingWith(result.document) } : document;
  const { chunks, losses } = writeInChunks(target, target.id === 'json' ? mended : checked.shown(mended), {});
  await makeFolder(dirname(fix));
  await writeFileAtomic(fix, chunks);
  const misspelt = await misspeltIn(checked.shown(mended), spelling);
  const findings = misspelt.size === 0 ? remaining : checked.check(mended, misspelt);
  return { document: mended, findings, changes, diagnostics, losses };
}

/** Whether a language is neither that of a document nor one it is translated to: nothing of it would be checked. */
function isAnother({ language: own, translations = [] }: VoxlaneDocument, language: string | undefined): boolean {
  if (own === undefined || language === undefined || baseOf(own) === baseOf(language)) return false;
  return !translations.some((track) => track.language === language);
}

function baseOf(language: string): string {
  return language.toLowerCase().split(/[-_]/u)[0] ?? '';
}

/** What is checked of a document: its text, or its translation to the language that is asked for. */
interface Checked {
  /** The document as a file of what is checked. */
  readonly shown: (document: VoxlaneDocument) => VoxlaneDocument;
  readonly check: (document: VoxlaneDocument, misspelt: ReadonlySet<string>) => readonly QualityFinding[];
  readonly fix: (document: VoxlaneDocument) => FixPreview;
}

function checkFor({ translations }: VoxlaneDocument, profile: RuleProfile, language: string | undefined): Checked {
  if (language === undefined || translations?.some((track) => track.language === language) !== true) {
    return {
      shown: (document) => document,
      check: (document, misspelt) => checkQuality(document, profile, misspelt),
      fix: (document) => fixAll(document, profile),
    };
  }
  return {
    shown: (document) => inLanguage(document, language),
    check: (document, misspelt) => checkTranslation(document, language, profile, misspelt),
    fix: (document) => fixTranslation(document, language, profile),
  };
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

function notTranslated(name: string, own: string, language: string): AppError {
  return new AppError('options-invalid', {
    what: `${name} is in ${own} and is not translated to ${language}.`,
    meaning: 'Nothing was checked or written.',
    action: `Leave --language out to check the text, or translate it first, e.g. with: voxlane translate ${name} --to ${language}`,
  });
}
