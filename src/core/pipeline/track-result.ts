import type { AsrOutput } from '../stages/asr/asr-stage.ts';
import type { LeakedSpan } from '../stages/crosstalk/leaked-spans.ts';
import type { VadOutput } from '../stages/vad/vad-stage.ts';
import type { DiarizeResult } from './stage-codecs.ts';

/** What the stages found in one track. */
export interface TrackResult {
  readonly channel: number | undefined;
  readonly durationMs: number;
  readonly vad: VadOutput;
  readonly asr?: AsrOutput;
  readonly diarize?: DiarizeResult;
  /** The recogniser told the speakers apart itself. */
  readonly speakersHeard?: true;
  /** Speech that came over from another track; it is not in `vad` any more. */
  readonly leaked?: readonly LeakedSpan[];
}
