import type { SpeakerReview } from '../../contract/document-calls.ts';
import { speakerSamples } from '../../core/document/speaker-samples.ts';
import { voiceLikeness } from '../../core/voices/likeness.ts';
import type { Library } from '../queue/library.ts';
import { jobVoices } from '../voices/job-voices.ts';
import { currentDocument } from './open-document.ts';

/**
 * What somebody needs to hear to say who a speaker is, and whom the speaker sounds like. No pairs where what was heard of
 * the voices is not kept. Throws what `openDocument` throws.
 */
export async function reviewSpeaker(
  library: Library,
  jobId: number,
  speaker: string,
  most: number,
): Promise<SpeakerReview> {
  const { document } = currentDocument(library, jobId);
  const voices = await jobVoices(library, jobId, document);
  const samples = speakerSamples(document, speaker, most);
  const here = new Set(document.speakers.map(({ id }) => id));
  const alike = voiceLikeness(voices)
    .filter(({ a, b }) => (a === speaker || b === speaker) && here.has(a) && here.has(b))
    .map(({ a, b, similarity }) => ({ speaker: a === speaker ? b : a, similarity }));
  return { samples, alike };
}
