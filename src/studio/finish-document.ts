import type { VoxlaneDocument } from '../core/document/types.ts';
import { withSource } from '../core/document/with-source.ts';
import type { Alert } from '../shared/alert.ts';
import { applyCaptions, type CaptionsChoice } from './apply-captions.ts';
import { readSourceDescription } from './read-source-description.ts';

/**
 * Adds to a fresh document what lies beside its recording: where it came from, its chapters, and captions in place of its
 * own cues if some were chosen. Trouble with it becomes an alert, also handed to `onAlert`. Never throws.
 */
export async function finishDocument(
  document: VoxlaneDocument,
  mediaPath: string,
  captions: CaptionsChoice | undefined,
  onAlert: (alert: Alert) => void,
): Promise<VoxlaneDocument> {
  const description = await readSourceDescription(mediaPath);
  const { source, chapters, alert } = description;
  let finished = withSource(document, source, chapters);
  if (alert !== undefined) finished = { ...finished, alerts: [...finished.alerts, alert] };
  if (captions !== undefined) finished = await applyCaptions(finished, mediaPath, captions, description.captions);
  for (const added of finished.alerts) if (!document.alerts.includes(added)) onAlert(added);
  return finished;
}
