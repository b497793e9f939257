import { samplesToMs } from '../../shared/units.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import type { StageShelf } from '../ports/stage-shelf.ts';
import type { ChannelLayout } from '../stages/layout/classify-layout.ts';
import { createLayoutStage, LAYOUT_STAGE } from '../stages/layout/layout-stage.ts';
import type { Alert } from '../../shared/alert.ts';
import { layoutCodec } from './channel-codecs.ts';
import type { StageTiming } from './parts.ts';
import { ProgressTracker } from './progress-tracker.ts';
import { restoreStage, runStage, type StageHost } from './run-stage.ts';

/** Channels beyond these are not compared: each is a decoder of its own that runs beside the others. */
export const MOST_COMPARED_CHANNELS = 8;

export interface DetectedLayout {
  readonly layout: ChannelLayout | undefined;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
  readonly notices: readonly Alert[];
}

/** For a recording whose channels need no comparing. */
export const NO_LAYOUT: DetectedLayout = { layout: undefined, timings: [], resumedStages: [], notices: [] };

/**
 * How the channels of a recording relate, from the shelf or by listening to them side by side. With `partial` only what is
 * stored counts. The job's overall progress stays at 0 meanwhile, since its steps depend on the answer. Throws what the
 * sources throw, and `cancelled`.
 */
export async function detectLayout(
  parts: StageHost['parts'],
  shelf: StageShelf,
  openChannels: () => Promise<readonly AudioSource[]>,
  partial: boolean,
): Promise<DetectedLayout> {
  const resumedStages: string[] = [];
  const host: StageHost = {
    parts: {
      ...parts,
      emit(event) {
        if (event.type === 'stage' && event.state === 'resumed') resumedStages.push(event.stage);
        if (event.type !== 'alert')
          parts.emit(
            event.type === 'progress' ? { ...event, progress: { ...event.progress, overallFraction: 0 } } : event,
          );
      },
    },
    tracker: new ProgressTracker([{ stage: LAYOUT_STAGE.id, track: 0, weight: 1, knows: 'nothing' }], parts.clock),
    alerts: [],
    timings: [],
  };
  const place = { id: LAYOUT_STAGE.id, track: 0, shelf, codec: layoutCodec };
  const layout = partial ? await restoreStage(host, place) : await listen(host, place, openChannels);
  return { layout, timings: host.timings, resumedStages, notices: host.alerts };
}

async function listen(
  host: StageHost,
  place: {
    readonly id: string;
    readonly track: number;
    readonly shelf: StageShelf;
    readonly codec: typeof layoutCodec;
  },
  openChannels: () => Promise<readonly AudioSource[]>,
): Promise<ChannelLayout> {
  const known = await restoreStage(host, place);
  if (known !== undefined) return known;
  const channels = await openChannels();
  return runStage(host, {
    ...place,
    load: () => Promise.resolve(createLayoutStage()),
    input: { channels },
    options: {},
    audioMs: samplesToMs(channels[0]?.expectedSamples ?? 0),
    by: { model: undefined, engine: undefined, device: 'cpu' },
  });
}
