import type { StageRuntime } from '../../core/devices/stage-runtime.ts';
import { fixtureNotice } from '../../core/models/fixture-notice.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrProvider } from '../../core/pipeline/parts.ts';
import { RelievedEngine } from '../../core/remote-asr/relieved-engine.ts';
import { remoteEngineId } from '../../core/remote-asr/remote-asr.ts';
import { createAsrStage } from '../../core/stages/asr/asr-stage.ts';
import { RemoteEngine } from '../../platform/asr-remote/remote-engine.ts';
import { networkSettings } from '../../platform/models/download/network-settings.ts';
import type { Alert } from '../../shared/alert.ts';
import type { RemoteInput } from '../protocol/jobs.ts';
import { loadAsrEngine } from './load-stages.ts';

/** A speech server that recognises, and whether it is to tell speakers apart. */
export interface RemoteSpeech {
  readonly remote: RemoteInput;
  readonly labels: boolean;
}

/** A speech server in place of a model, with the model of this computer below it, if there is one. */
export function remoteAsrProvider(
  { remote: { spec, key }, labels }: RemoteSpeech,
  runtime: StageRuntime,
  local: InstalledModel | undefined,
  shelf: AsrProvider['shelf'],
): AsrProvider {
  const alerts: Alert[] = [];
  let left = false;
  return {
    model: remoteEngineId(spec),
    engine: spec.api,
    get device() {
      return left ? `remote+${runtime.device}` : 'remote';
    },
    takeAlerts: () => [...alerts.splice(0), ...runtime.takeAlerts()],
    shelf,
    load() {
      const { ca } = networkSettings(process.env);
      const server = new RemoteEngine({ spec, key, ca, labels });
      const engine =
        local === undefined
          ? server
          : new RelievedEngine(
              server,
              () => loadAsrEngine(runtime, local),
              ({ parts }) => {
                left = true;
                alerts.push(leftServer(parts.what, local.manifest.id), ...fixtureNotice([local]));
              },
            );
      return Promise.resolve({ stage: createAsrStage(engine), dispose: () => engine.dispose() });
    },
  };
}

function leftServer(what: string, local: string): Alert {
  return {
    code: 'downgrade-model',
    severity: 'warning',
    message: `${what} The model ${local} of this computer went on in its place; the result is complete.`,
  };
}
