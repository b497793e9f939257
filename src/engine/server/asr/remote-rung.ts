import { remoteEngineId } from '../../../core/remote-asr/remote-asr.ts';
import type { OpenedRung } from '../../../core/stages/asr/cascade/cascade.ts';
import type { Rung } from '../../../core/stages/asr/cascade/rung.ts';
import { RemoteEngine } from '../../../platform/asr-remote/remote-engine.ts';
import type { VoiceCounts } from '../../../platform/asr-remote/speech-server.ts';
import { networkSettings } from '../../../platform/models/download/network-settings.ts';
import type { Route } from '../../../platform/net/route.ts';
import type { RemoteInput } from '../../protocol/jobs.ts';

/** A speech server as the first rung; it runs in no process of its own, since nothing native does. */
export interface RemoteRung {
  readonly rung: Rung;
  /** What it speaks, e.g. `lemonfox`. */
  readonly api: string;
  /** Sends nothing yet. */
  open(): OpenedRung;
}

/** The rung of a speech server. `labels`: it is to tell speakers apart where it can, `counts` of them. */
export function remoteRung({ spec, key, proxy }: RemoteInput, labels: boolean, counts: VoiceCounts = {}): RemoteRung {
  const engineId = remoteEngineId(spec);
  return {
    rung: { engineId, modelId: engineId, device: 'remote', maxBatch: REMOTE_BATCH, languages: 'any', forced: true },
    api: spec.api,
    open: () =>
      Object.assign(new RemoteEngine({ spec, key, route: routeThrough(proxy), labels, counts }), { device: 'remote' }),
  };
}

/** At least as much as the engine takes itself. */
const REMOTE_BATCH = 24;

function routeThrough(proxy: string | undefined): Route {
  const { ca } = networkSettings({ VOXLANE_CA: process.env['VOXLANE_CA'] });
  return { ca, proxyFor: () => (proxy === undefined ? undefined : new URL(proxy)) };
}
