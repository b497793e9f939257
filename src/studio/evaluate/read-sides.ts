import { basename, extname } from 'node:path';
import { evaluationSide, type EvaluationSide } from '../../core/evaluate/evaluation-side.ts';
import type { ReadResult, SubtitleCodec } from '../../core/formats/codec.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { rttmFileIds } from '../../core/formats/rttm/rttm-file-ids.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';
import { notText } from '../convert-file.ts';

/** What one file says, by recording. */
export interface ReadSides {
  /** An RTTM file may hold several recordings by their ids; every other file holds one, by its own name. */
  readonly sides: ReadonlyMap<string, EvaluationSide>;
  readonly notes: readonly string[];
}

/** The name of a file without folder and extension. */
export function stemOf(path: string): string {
  return basename(path, extname(path));
}

/**
 * Reads a file for scoring: RTTM, Voxlane documents, Whisper JSON, SRT, WebVTT or TXT. Throws `AppError`:
 * `format-unknown`, `format-invalid` (also for text that holds nothing of its format), and what `readTextFile` throws.
 */
export async function readSides(path: string): Promise<ReadSides> {
  const codec = requireCodec(path);
  const read = codec.read;
  if (read === undefined) throw nothingIn(path, codec, `Voxlane writes ${codec.label} but cannot read it.`);
  const { text, diagnostics } = await readTextFile(path);
  if (text.includes('\0')) throw notText(path);
  const holds = { turns: codec.id === 'rttm', text: ['srt', 'vtt', 'txt'].includes(codec.id) };
  const notes = [...diagnostics.map((entry) => entry.message)];
  const sides = new Map<string, EvaluationSide>();
  for (const fileId of codec.id === 'rttm' ? rttmFileIds(text) : [undefined]) {
    const result = read(text, {
      name: basename(path),
      detectSpeakers: true,
      ...(fileId === undefined ? {} : { fileId }),
    });
    refuseForeign(path, codec, result);
    for (const entry of result.diagnostics) {
      if (entry.severity !== 'info' && entry.code !== 'several-files') {
        notes.push(`${basename(path)}${entry.line === undefined ? '' : `:${entry.line}`}: ${entry.message}`);
      }
    }
    sides.set(fileId ?? stemOf(path), evaluationSide(result.document, holds));
  }
  if (sides.size === 0) {
    if (hasContent(text)) throw nothingIn(path, codec, 'It holds no SPEAKER record.');
    sides.set(stemOf(path), { turns: [] });
  }
  return { sides, notes: [...new Set(notes)] };
}

/** Another kind of file under this name would score as silence. */
function refuseForeign(path: string, codec: SubtitleCodec, { document, diagnostics }: ReadResult): void {
  const fault = diagnostics.find(({ code, severity }) => severity === 'error' && /^no-(?:cues|turns)$/.test(code));
  if (fault === undefined || document.cues.length + document.turns.length > 0) return;
  throw nothingIn(path, codec, fault.message);
}

function hasContent(text: string): boolean {
  return text.split(/\r\n|\n|\r/u).some((line) => line.trim() !== '' && !line.trim().startsWith(';'));
}

function nothingIn(path: string, codec: SubtitleCodec, why: string): AppError {
  return new AppError(
    'format-invalid',
    {
      what: `${path} cannot be scored as ${codec.label}. ${why}`,
      meaning: 'Counting it as silence would give a wrong figure.',
      action: 'Check that it is the right file and that its name ends as its format wants.',
    },
    { details: { path } },
  );
}
