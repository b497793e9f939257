import type { VoxlaneDocument } from '../core/document/types.ts';
import { withSource } from '../core/document/with-source.ts';
import type { Alert } from '../shared/alert.ts';
import { readSourceDescription } from './read-source-description.ts';

/**
 * Adds to a fresh document what lies beside its recording: where it came from, and its chapters. Trouble with it becomes
 * an alert, also handed to `onAlert`. Never throws.
 */
export async function finishDocument(
  document: VoxlaneDocument,
  mediaPath: string,
  onAlert: (alert: Alert) => void,
): Promise<VoxlaneDocument> {
  const { source, chapters, alert } = await readSourceDescription(mediaPath);
  const described = withSource(document, source, chapters);
  if (alert === undefined) return described;
  onAlert(alert);
  return { ...described, alerts: [...described.alerts, alert] };
}
