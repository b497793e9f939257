import type { Diagnostic } from '../core/formats/codec.ts';
import { requireCodec } from '../core/formats/registry.ts';
import { AppError } from '../shared/app-error.ts';

/**
 * Throws `format-invalid` for a file in which nothing of its format was found: it is another kind of file under this name,
 * and no subtitles without a fault. A WebVTT file with its signature may hold no cue.
 */
export function refuseForeign(path: string, format: string, diagnostics: readonly Diagnostic[]): void {
  const fault = diagnostics.find(({ code }) => code === 'no-cues');
  if (fault === undefined) return;
  const codec = requireCodec(format);
  if (codec.id === 'vtt' && !diagnostics.some(({ code }) => code === 'signature-missing')) return;
  throw new AppError(
    'format-invalid',
    {
      what: `${path} cannot be read as ${codec.label}. ${fault.message}`,
      meaning: 'There is nothing in it to work on; nothing was written.',
      action: 'Check that it is the right file and that its name ends as its format wants.',
    },
    { details: { path } },
  );
}
