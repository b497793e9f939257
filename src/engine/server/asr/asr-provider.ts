import type { AsrCandidate } from '../../../core/models/asr-choice.ts';
import { type Downgrade, downgradeAlert } from '../../../core/devices/downgrade.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
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

export interface AsrProviderParts {
  /** Best first, at least one. */
  readonly recognisers: readonly AsrCandidate[];
  /** Id of the recogniser that the user named. */
  readonly named: string | undefined;
  readonly language: string | undefined;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly open: (spec: AsrSpec, signal: AbortSignal) => Promise<OpenedRung>;
  readonly onStep: (step: Downgrade) => void;
  /** Times words, the recognisers' own as well when `always`. */
  readonly aligner: { readonly model: InstalledModel; readonly always: boolean } | undefined;
  readonly shelf: AsrProvider['shelf'];
}

/** The recognition stage over all recognisers a job may use, and what of them really ran. */
export function asrProvider(parts: AsrProviderParts): AsrProvider {
  const { recognisers, named, language, threads, signal } = parts;
  const byRung = new Map(recognisers.map((one) => [rungOf(one, named), one]));
  const rungs = [...byRung.keys()];
  const planned = rungs.slice(0, 1).map((rung) => ({ rung, device: rung.device }));
  let cascade: Cascade | undefined;
  let alerts: Alert[] = [];
  const joined = (part: (used: ReturnType<Cascade['used']>[number]) => string, by: string): string => {
    const used = cascade?.used() ?? [];
    return [...new Set((used.length === 0 ? planned : used).map(part))].join(by);
  };
  return {
    get model() {
      return joined(({ rung }) => rung.engineId, ' + ');
    },
    get engine() {
      return joined(({ rung }) => byRung.get(rung)?.model.manifest.layout ?? '', ' + ');
    },
    get device() {
      return joined(({ device }) => device, '+');
    },
    takeAlerts() {
      const taken = alerts;
      alerts = [];
      return taken;
    },
    shelf: parts.shelf,
    async load() {
      const opened = await createCascade(
        {
          rungs,
          language,
          open: (rung, until) => parts.open(specOf(byRung.get(rung) as AsrCandidate, threads), until),
          onStep(taken) {
            const step = { ...taken, stage: ASR_STAGE.id };
            alerts.push(downgradeAlert(step));
            parts.onStep(step);
          },
        },
        signal,
      );
      cascade = opened;
      const engine = await withWordTimes(opened, parts, (alert) => alerts.push(alert));
      return { stage: createAsrStage(engine), dispose: () => engine.dispose() };
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
