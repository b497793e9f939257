import type { AsrCandidate } from '../../../core/models/asr-candidate.ts';
import { type Downgrade, downgradeAlert } from '../../../core/devices/downgrade.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import { fixtureNotice } from '../../../core/models/fixture-notice.ts';
import type { AsrProvider } from '../../../core/pipeline/parts.ts';
import type { AsrEngine } from '../../../core/ports/asr-engine.ts';
import { ASR_STAGE, createAsrStage } from '../../../core/stages/asr/asr-stage.ts';
import { type Cascade, createCascade, type OpenedRung } from '../../../core/stages/asr/cascade/cascade.ts';
import { alignerFailed, withAligner } from '../../../core/stages/asr/with-aligner.ts';
import type { Alert } from '../../../shared/alert.ts';
import { toAppError } from '../../../shared/app-error.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';
import { loadAligner } from './aligner-loaders.ts';
import { rungOf, specOf } from './recognisers.ts';
import type { RemoteRung } from './remote-rung.ts';
import { type FitsBeside, SecondRecogniser } from './second-recogniser.ts';

export interface AsrProviderParts {
  /** Best first, at least one unless there is a speech server. */
  readonly recognisers: readonly AsrCandidate[];
  /** Gives second opinions on doubtful text. */
  readonly another: AsrCandidate | undefined;
  /** A speech server that goes before them. */
  readonly remote?: RemoteRung | undefined;
  /** Id of the recogniser that the user named. */
  readonly named: string | undefined;
  readonly language: string | undefined;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** `alone`: there is nothing to step down to. */
  readonly open: (candidate: AsrCandidate, spec: AsrSpec, signal: AbortSignal, alone?: boolean) => Promise<OpenedRung>;
  readonly onStep: (step: Downgrade) => void;
  readonly fits: FitsBeside;
  /** Times words, the recognisers' own as well when `always`. */
  readonly aligner: { readonly model: InstalledModel; readonly always: boolean } | undefined;
  readonly shelf: AsrProvider['shelf'];
}

/** The recognition stage over all recognisers a job may use, and what of them really ran. */
export function asrProvider(parts: AsrProviderParts): AsrProvider {
  const { recognisers, another, remote, named, language, threads, signal } = parts;
  const byRung = new Map(recognisers.map((one) => [rungOf(one, named), one]));
  const rungs = [...(remote === undefined ? [] : [remote.rung]), ...byRung.keys()];
  const planned = rungs.slice(0, 1).map((rung) => ({ rung, device: rung.device }));
  const open = (candidate: AsrCandidate, until: AbortSignal, alone = false): Promise<OpenedRung> =>
    parts.open(candidate, specOf(candidate, threads), until, alone);
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
      const timed = (engine: AsrEngine): Promise<AsrEngine> =>
        withWordTimes(engine, parts, (alert) => alerts.push(alert));
      const second =
        another &&
        new SecondRecogniser({
          candidate: another,
          fits: parts.fits,
          open: async () => timed(await open(another, signal, true)),
          held: () => cascade?.opened && byRung.get(cascade.opened),
          rest: async () => cascade?.rest(),
        });
      const opened = await createCascade(
        {
          rungs,
          language,
          async open(rung, until) {
            if (rung === remote?.rung) return remote.open();
            const candidate = byRung.get(rung) as AsrCandidate;
            await second?.makeRoom(candidate);
            return await open(candidate, until);
          },
          onStep(taken) {
            const step = { ...taken, stage: ASR_STAGE.id };
            alerts.push(downgradeAlert(step));
            parts.onStep(step);
          },
        },
        signal,
      );
      cascade = opened;
      const engine = await timed(opened);
      const extras = { another: async () => second?.get(), nowMs: () => performance.now() };
      return {
        stage: createAsrStage(engine, undefined, extras),
        async dispose() {
          try {
            await engine.dispose();
          } finally {
            await second?.dispose();
          }
        },
      };
    },
  };
}

/** An aligner that cannot be loaded costs precision, not the job. */
async function withWordTimes(
  engine: AsrEngine,
  { aligner, threads }: AsrProviderParts,
  alert: (alert: Alert) => void,
): Promise<AsrEngine> {
  if (aligner === undefined) return engine;
  const { model, always } = aligner;
  try {
    return withAligner(engine, await loadAligner(model, threads), { always, alert });
  } catch (error) {
    alert(alignerFailed(model.manifest.id, toAppError(error).parts.what));
    return engine;
  }
}
