import { cuesFromTurns } from '../document/derive.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Diagnostic, Loss, ReadContext, SpeakerToken, SubtitleCodec } from './codec.ts';
import { requireCodec } from './registry.ts';
import { type ExportOptions, writeInChunks, writeWhole } from './write-in-chunks.ts';

export interface ConvertRequest {
  readonly text: string;
  /** Format id, extension or file name. */
  readonly from: string;
  readonly to: string;
  readonly read?: ReadContext;
  readonly write?: ExportOptions;
}

interface ConvertFacts {
  /** What the reader noticed. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the target format cannot hold. */
  readonly losses: readonly Loss[];
  readonly speakerTokens?: readonly SpeakerToken[];
  /** What was read, for callers that show or check it. */
  readonly document: VoxlaneDocument;
}

export interface ConvertResult extends ConvertFacts {
  readonly text: string;
}

interface ChunkedConvertResult extends ConvertFacts {
  readonly chunks: Iterable<string>;
}

/**
 * Converts subtitle text between formats, saying what was odd in the input and what the output lost. Turns without cues
 * (RTTM) become cues without text, so speech times survive in every subtitle format. Pure. Throws `AppError`:
 * `format-unknown`, `format-invalid` / `format-newer` from the JSON reader, and what `viewOf` throws.
 */
export function convertText(request: ConvertRequest): ConvertResult {
  const { target, ...read } = readForTarget(request);
  return { ...writeWhole(target, read.document, request.write), ...read };
}

/** The same for a file, in pieces where the target can get too large for one text. */
export function convertInChunks(request: ConvertRequest): ChunkedConvertResult {
  const { target, ...read } = readForTarget(request);
  return { ...writeInChunks(target, read.document, request.write), ...read };
}

function readForTarget(request: ConvertRequest): {
  readonly target: SubtitleCodec;
  readonly document: VoxlaneDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const source = requireCodec(request.from);
  const target = requireCodec(request.to);
  if (source.read === undefined) {
    throw new AppError('format-unknown', {
      what: `Voxlane writes ${source.label} but cannot read it.`,
      meaning: 'The file was not converted.',
      action: 'Convert from SRT, WebVTT, JSON, RTTM or TXT instead.',
    });
  }
  const read = source.read(request.text, request.read);
  const diagnostics = [...read.diagnostics];
  let document = read.document;
  if (target.carries === 'cues' && document.cues.length === 0 && document.turns.length > 0) {
    document = { ...document, cues: cuesFromTurns(document.turns) };
    diagnostics.push({
      code: 'cues-from-turns',
      severity: 'info',
      message: `The input (${source.label}) holds no cues; each of its ${document.turns.length} turns became a cue without text.`,
    });
  }
  if (target.carries === 'turns' && document.turns.length === 0 && document.cues.length > 0) {
    diagnostics.push({
      code: 'no-speakers',
      severity: 'warning',
      message: `The input names no speakers, so there are no turns to write as ${target.label}.`,
    });
  }
  return { target, diagnostics, document };
}
