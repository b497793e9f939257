import type { CheckedInput } from '../../contract/contract.ts';
import type { ChoiceWarning, RecogniserChoice, RecogniserView } from '../../contract/model-calls.ts';
import { fixedBy } from '../../core/devices/performance.ts';
import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import { recogniserKind } from '../../core/models/asr-choice.ts';
import { asrFacts } from '../../core/models/asr-facts.ts';
import { asrNeed } from '../../core/models/asr-needs.ts';
import { chooseForJob, type RecogniserFacts } from '../../core/models/choose-for-job.ts';
import { asrSpeed, type MeasuredSpeed } from '../../core/models/asr-speed.ts';
import type { FactsOutput } from '../../engine/protocol/jobs.ts';

/** The engine's own choice on what it found, as data for a page. */
export function describeChoice(
  wish: CheckedInput<'models.choose'>,
  { installed, device, facts }: FactsOutput,
  speeds: readonly MeasuredSpeed[],
  threads: number,
): RecogniserChoice {
  const { precision, batchSize } = fixedBy(wish.performance, device);
  const order = { ...wish, precision, isFixed: batchSize !== undefined, speeds };
  const { candidates, passedOver, reason } = chooseForJob(installed, order, facts);
  const views = candidates.map((one) => viewOf(one, facts, speeds));
  return {
    reason,
    candidates: views,
    passedOver: passedOver.map(({ model, why }) => ({ model: model.manifest.id, why })),
    known: knownViews(installed, facts, speeds),
    warnings: warningsOf(wish, candidates[0], device, facts),
    threads,
  };
}

function viewOf(
  { model, device, needBytes, speed }: Pick<AsrCandidate, 'model' | 'device' | 'needBytes' | 'speed'>,
  facts: RecogniserFacts,
  speeds: readonly MeasuredSpeed[],
): RecogniserView {
  const { id } = model.manifest;
  const measured = facts.footprints.some((one) => one.model === id && one.backend === device);
  const timed = [...facts.speeds, ...speeds].some(
    (one) => one.stage === 'asr' && one.model === id && one.device === device,
  );
  return {
    ...{ model: id, device, needBytes, tier: asrFacts(model, facts.entries).tier },
    need: measured ? 'measured' : 'estimated',
    ...(speed === undefined ? {} : { speed, speedIs: timed ? 'measured' : 'estimated' }),
  };
}

/** Whole recognisers of every kind, each on the first device of its engine. */
function knownViews(
  installed: FactsOutput['installed'],
  facts: RecogniserFacts,
  speeds: readonly MeasuredSpeed[],
): readonly RecogniserView[] {
  return installed.flatMap((model) => {
    const kind = recogniserKind(model);
    if (kind === undefined) return [];
    const device = facts.machine.places[kind][0] ?? 'cpu';
    const about = asrFacts(model, facts.entries);
    const needBytes = asrNeed(model, about, device, facts.footprints);
    const speed = asrSpeed(model, device, about, facts.machine.physicalCores, [...facts.speeds, ...speeds]);
    return [viewOf({ model, device, needBytes, speed }, facts, speeds)];
  });
}

function warningsOf(
  { asr, device: wanted, performance, language }: CheckedInput<'models.choose'>,
  first: AsrCandidate | undefined,
  used: string,
  { entries }: RecogniserFacts,
): readonly ChoiceWarning[] {
  const fixed = fixedBy(performance, wanted).device;
  const drifts =
    first === undefined || language === undefined || !asrFacts(first.model, entries).driftsIn.includes(language)
      ? []
      : [language];
  return [
    ...(asr !== undefined && first?.model.manifest.id !== asr ? [{ kind: 'missing', model: asr } as const] : []),
    ...(fixed !== 'auto' && fixed !== used ? [{ kind: 'device', wanted: fixed, used } as const] : []),
    ...(drifts.length > 0 ? [{ kind: 'drifts', languages: drifts } as const] : []),
  ];
}
