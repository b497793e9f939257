import type { SpeakersPrepared } from '../../contract/document-calls.ts';
import { recluster } from '../../core/stages/diarize/recluster.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { currentDocument } from './open-document.ts';
import { beforeOf, wishesOf } from './recluster-document.ts';
import { trackVoices } from './track-voices.ts';

/**
 * Opens what was heard of the voices of a track and clusters them once, without changing anything: the steps that do not
 * depend on the number of speakers are kept with the space. Throws what `currentDocument` throws.
 */
export async function prepareSpeakers(library: Library, id: number, track: number): Promise<SpeakersPrepared> {
  try {
    const { space, place, model } = await trackVoices(library, id, track);
    const { document } = currentDocument(library, id);
    recluster(space, model, wishesOf(document, place) ?? {}, beforeOf(document), place);
    return { kind: 'ready' };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'evidence-missing' && error.code !== 'model-missing'))
      throw error;
    return { kind: error.code, reason: `${error.parts.what} ${error.parts.action}` };
  }
}
