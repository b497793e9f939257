import { type Downgrade, downgradeAlert } from '../../../core/devices/downgrade.ts';
import { fixtureNotice } from '../../../core/models/fixture-notice.ts';
import type { AsrProvider } from '../../../core/pipeline/parts.ts';
import { ASR_STAGE, createAsrStage } from '../../../core/stages/asr/asr-stage.ts';
import { type Cascade, createCascade, type OpenedRung } from '../../../core/stages/asr/cascade/cascade.ts';
import type { Alert } from '../../../shared/alert.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';
import type { RemoteRung } from './remote-rung.ts';
import { type Recogniser, rungOf, specOf } from './recognisers.ts';

export interface AsrProviderParts {
  /** Best first, at least one unless there is a speech server. */
  readonly recognisers: readonly Recogniser[];
  /** A speech server that goes before them. */
  readonly remote?: RemoteRung | undefined;
  /** Id of the recogniser that the user named. */
  readonly named: string | undefined;
  readonly language: string | undefined;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly open: (spec: AsrSpec, signal: AbortSignal) => Promise<OpenedRung>;
  readonly onStep: (step: Downgrade) => void;
  readonly shelf: AsrProvider['shelf'];
}

/** The recognition stage over all recognisers a job may use, and what of them really ran. */
export function asrProvider(parts: AsrProviderParts): AsrProvider {
  const { recognisers, remote, named, language, threads, signal } = parts;
  const byRung = new Map(recognisers.map((one) => [rungOf(one, named), one]));
  const rungs = [...(remote === undefined ? [] : [remote.rung]), ...byRung.keys()];
  const planned = rungs.slice(0, 1).map((rung) => ({ rung, device: rung.device }));
  let cascade: Cascade | undefined;
  let alerts: Alert[] = [];
  const joined = (part: (used: ReturnType<Cascade['used']>[number]) => string, by: string): string => {
    const used = cascade?.used() ?? [];
    return [...new Set((used.length === 0 ? planned : used).map(part))].join(by);
  };
  let told = remote === undefined;
  /** A fixture that took the place of a speech server says so once. */
  const substituteNotice = (): readonly Alert[] => {
    if (told) return [];
    const notices = fixtureNotice((cascade?.used() ?? []).map(({ rung }) => byRung.get(rung)?.model));
    told = notices.length > 0;
    return notices;
  };
  return {
    get model() {
      return joined(({ rung }) => rung.engineId, ' + ');
    },
    get engine() {
      return joined(({ rung }) => byRung.get(rung)?.model.manifest.layout ?? remote?.api ?? '', ' + ');
    },
    get device() {
      return joined(({ device }) => device, '+');
    },
    takeAlerts() {
      const taken = alerts;
      alerts = [];
      return [...taken, ...substituteNotice()];
    },
    shelf: parts.shelf,
    async load() {
      const opened = await createCascade(
        {
          rungs,
          language,
          open: (rung, until) =>
            rung === remote?.rung
              ? Promise.resolve(remote.open())
              : parts.open(specOf(byRung.get(rung) as Recogniser, threads), until),
          onStep(taken) {
            const step = { ...taken, stage: ASR_STAGE.id };
            alerts.push(downgradeAlert(step));
            parts.onStep(step);
          },
        },
        signal,
      );
      cascade = opened;
      return { stage: createAsrStage(opened), dispose: () => opened.dispose() };
    },
  };
}
