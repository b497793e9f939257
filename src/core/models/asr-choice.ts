import type { Device } from '../../shared/device.ts';
import type { Quality } from '../../shared/quality.ts';
import type {
  AsrCandidate,
  AsrKind,
  AsrKnowledge,
  AsrMachine,
  AsrShortfall,
  AsrWish,
  GgufBackend,
  PassedOver,
  RatedCandidate,
} from './asr-candidate.ts';
import { type AsrFacts, asrFacts } from './asr-facts.ts';
import { asrNeed } from './asr-needs.ts';
import { type AsrReason, reasonFor } from './asr-reason.ts';
import { asrSpeed } from './asr-speed.ts';
import type { InstalledModel, ModelLayout } from './manifest.ts';

export interface AsrChoice {
  /** What to use, then what to fall back to, in this order. Empty when there is no recogniser. */
  readonly candidates: readonly AsrCandidate[];
  readonly passedOver: readonly PassedOver[];
  /** The sentence about the first candidate, as data. */
  readonly reason: AsrReason | undefined;
}

const KIND_OF: Readonly<Partial<Record<ModelLayout, AsrKind>>> = {
  'whisper-onnx': 'whisper-onnx',
  'wav2vec2-ctc-onnx': 'ctc-onnx',
  'omnilingual-ctc-onnx': 'ctc-onnx',
  'nemo-ctc-onnx': 'ctc-onnx',
  gguf: 'transcribe-cpp',
};

/** Times real time that a wish asks for; slower models come after those that are quick enough. */
const LEAST_SPEED: Readonly<Record<Quality, number>> = { best: 0.2, balanced: 2, fast: 10 };

/** Times real time that a wish asks for. */
export function leastSpeed(quality: Quality): number {
  return LEAST_SPEED[quality];
}

/**
 * Orders the recognisers of this machine for the cascade. Languages decide first: a model that does not know one of them is
 * passed over while another knows all. Then memory, the speed that `quality` asks for, and accuracy. The model the user
 * names, else the one that the job was begun with, goes first in any case. After the first come all that run on a GPU, then those on the processor.
 */
export function chooseAsr(
  installed: readonly InstalledModel[],
  wish: AsrWish,
  machine: AsrMachine,
  known: AsrKnowledge,
): AsrChoice {
  const passedOver: { model: InstalledModel; why: AsrShortfall }[] = [];
  const fitting: RatedCandidate[] = [];
  const tight: RatedCandidate[] = [];
  const forced: RatedCandidate[] = [];
  const models = allowed(installed, wish).map(({ model, kind }) => ({
    model,
    kind,
    facts: asrFacts(model, known.entries),
  }));
  const firstId = wish.id ?? wish.begun;
  const others = models.filter(({ model }) => model.manifest.id !== firstId);
  const someoneKnows = others.some(({ facts }) => missing(facts, wish).length === 0);
  for (const { model, kind, facts } of models) {
    const places = machine.places[kind];
    const pass = (why: AsrShortfall): number => passedOver.push({ model, why });
    const isForced = model.manifest.id === firstId;
    const unknown = missing(facts, wish);
    if (!isForced && unknown.length > 0 && someoneKnows) pass({ kind: 'language', languages: unknown });
    else if (places.length === 0) pass({ kind: 'engine' });
    else if (!isForced && !hasPrecision(facts, wish)) pass({ kind: 'precision', wanted: wish.precision ?? '' });
    else
      for (const device of places) {
        const rated = rate(model, kind, facts, device, { wish, machine, known });
        const haveBytes = roomOn(device, machine);
        if (isForced) forced.push(rated);
        else if (rated.needBytes <= haveBytes) fitting.push(rated);
        else {
          tight.push(rated);
          pass({ kind: 'memory', device, needBytes: rated.needBytes, haveBytes });
        }
      }
  }
  // Nothing fits: the smallest may still do with less than it is said to need.
  const pool = fitting.length > 0 || forced.length > 0 ? fitting : smallestOf(tight);
  const room = (one: RatedCandidate): number => (one.needBytes <= roomOn(one.device, machine) ? 0 : 1);
  const ordered = [...forced.sort((a, b) => room(a) - room(b) || onGpu(a) - onGpu(b)), ...ladder(pool)];
  const first = ordered[0];
  return {
    candidates: ordered.map(({ facts: _facts, rank: _rank, quick: _quick, ...candidate }) => candidate),
    passedOver,
    reason:
      first === undefined
        ? undefined
        : reasonFor(first, { wish, all: [...ordered, ...tight], models, passedOver, machine }),
  };
}

interface Usable {
  readonly model: InstalledModel;
  readonly kind: AsrKind;
}

/** What runs a model as a recogniser; `undefined` when it is none, or of a layout that no engine reads. */
export function recogniserKind({ manifest: { task, layout } }: Pick<InstalledModel, 'manifest'>): AsrKind | undefined {
  return task === 'asr' || task === 'ctc' ? KIND_OF[layout] : undefined;
}

/** Whole recognisers of a layout that an engine reads; fixtures only for a demo or by name. */
function allowed(installed: readonly InstalledModel[], { preset, id }: AsrWish): readonly Usable[] {
  const usable = installed.flatMap((model): Usable[] => {
    const kind = recogniserKind(model);
    return kind !== undefined && model.problem === undefined ? [{ model, kind }] : [];
  });
  const fixtures = usable.filter(({ model }) => model.manifest.fixture);
  if (preset === 'demo' && fixtures.length > 0 && id === undefined) return fixtures;
  return usable.filter(({ model: { manifest } }) => !manifest.fixture || manifest.id === id);
}

/** Languages of the wish that a model does not know. */
function missing({ languages }: AsrFacts, wish: Pick<AsrWish, 'languages'>): readonly string[] {
  return languages === 'any' ? [] : wish.languages.filter((code) => !languages.includes(code));
}

function hasPrecision({ quantisation }: AsrFacts, { precision }: AsrWish): boolean {
  return precision === undefined || quantisation === undefined || quantisation === precision;
}

function roomOn(device: string, machine: AsrMachine): number {
  if (device === 'cpu') return machine.memoryBytes;
  return machine.gpus.length === 0 ? Infinity : Math.max(...machine.gpus.map(({ freeBytes }) => freeBytes));
}

function rate(
  model: InstalledModel,
  kind: AsrKind,
  facts: AsrFacts,
  device: Device | GgufBackend,
  { wish, machine, known }: { readonly wish: AsrWish; readonly machine: AsrMachine; readonly known: AsrKnowledge },
): RatedCandidate {
  const speed = asrSpeed(model, device, facts, machine.physicalCores, known.speeds);
  return {
    model,
    kind,
    device,
    family: facts.family,
    quantisation: facts.quantisation,
    needBytes: asrNeed(model, facts, device, known.footprints),
    speed,
    facts,
    rank: [tierFor(facts, wish), facts.werPercent],
    // Fixtures are for trying out, whatever else keeps the machine busy.
    quick: model.manifest.fixture || speed === undefined || speed >= LEAST_SPEED[wish.quality],
  };
}

/**
 * A model that may leave the language, or that knows a few while none is named, comes after those of the middle tiers,
 * which do neither.
 */
function tierFor({ tier, languages, driftsIn }: AsrFacts, wish: AsrWish): number {
  const doubtful =
    wish.languages.length === 0
      ? languages !== 'any' && languages.length < MANY
      : wish.languages.some((code) => driftsIn.includes(code));
  return !doubtful ? tier : tier < 4 ? 3.5 : tier + 0.5;
}

/** A model of so many languages most likely knows the one that is spoken. */
const MANY = 50;

function onGpu({ device }: AsrCandidate): number {
  return device === 'cpu' ? 1 : 0;
}

/** Better first by accuracy; ids break ties, so the order is stable. */
function byRank(a: RatedCandidate, b: RatedCandidate): number {
  const [idA, idB] = [a.model.manifest.id, b.model.manifest.id];
  return (
    a.rank[0] - b.rank[0] ||
    a.rank[1] - b.rank[1] ||
    (idA === idB ? 0 : idA < idB ? -1 : 1) ||
    onGpu(a) - onGpu(b) ||
    (a.device < b.device ? -1 : 1)
  );
}

/** The best that is quick enough, then the steps down: GPUs before the processor, quick before slow. */
function ladder(pool: readonly RatedCandidate[]): readonly RatedCandidate[] {
  const slow = (one: RatedCandidate): number => (one.quick ? 0 : 1);
  const pace = (a: RatedCandidate, b: RatedCandidate): number =>
    slow(a) - slow(b) || (a.quick || b.quick ? 0 : (b.speed ?? 0) - (a.speed ?? 0));
  const [first] = [...pool].sort((a, b) => pace(a, b) || byRank(a, b));
  if (first === undefined) return [];
  const rest = pool.filter((one) => one !== first);
  return [first, ...rest.sort((a, b) => slow(a) - slow(b) || onGpu(a) - onGpu(b) || byRank(a, b))];
}

function smallestOf(tight: readonly RatedCandidate[]): readonly RatedCandidate[] {
  return [...tight].sort((a, b) => a.needBytes - b.needBytes || byRank(a, b)).slice(0, 1);
}
