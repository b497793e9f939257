import type { Alert } from '../../shared/alert.ts';
import { classifyNativeFailure } from '../devices/native-failure.ts';
import type { Cue, Word } from '../timeline/types.ts';
import type { VoxlaneDocument } from '../document/types.ts';

/** Why a recogniser took the place of another. */
export interface Substitution {
  /** Id of the recogniser that failed, and where it ran. */
  readonly instead: string;
  readonly insteadOn: string;
  /** Where the one that took its place ran. */
  readonly device: string;
  readonly failure: 'memory' | 'device' | 'other';
  /** What native code said. */
  readonly reason: string;
}

/** Which recognisers wrote a document. Engines are named by their ids. */
export interface DocumentWriters {
  /** The one that was wanted first where it wrote anything, else the one with most words; absent without words. */
  readonly main: string | undefined;
  /** The one that was wanted first, when it failed. */
  readonly first: string | undefined;
  /** Those that wrote because another failed. */
  readonly substitutes: ReadonlyMap<string, Substitution>;
  /** Those that were asked about doubtful text. */
  readonly second: ReadonlySet<string>;
}

/** Who wrote a cue. `isNews`: somebody else than the document's main recogniser. */
export interface CueWriter {
  /** Absent: the cue has times and no text, since nothing could be recognised. */
  readonly engine: string | undefined;
  readonly origin: 'main' | 'substitute' | 'second' | 'other' | 'none';
  readonly isNews: boolean;
}

/** The steps of a cascade to another model; those to another device or batch are written by the same. */
const TO_ANOTHER: ReadonlySet<string> = new Set(['downgrade-model', 'downgrade-quantisation', 'downgrade-window']);
const SECOND = 'asr-second-opinion';
/** As the cascade names a rung. */
const ON = ' on ';

/** Looks through words and alerts once; cheap enough for each change of the words. */
export function documentWriters({ words, alerts }: Pick<VoxlaneDocument, 'words' | 'alerts'>): DocumentWriters {
  const counts = new Map<string, number>();
  for (const { engine } of words) counts.set(engine, (counts.get(engine) ?? 0) + 1);
  const steps = alerts.flatMap((alert) => substitutionOf(alert) ?? []);
  const first = steps[0]?.why.instead;
  const substitutes = new Map<string, Substitution>();
  for (const { engine, why } of steps) if (engine !== first && !substitutes.has(engine)) substitutes.set(engine, why);
  const most = [...counts].reduce<readonly [string, number] | undefined>(
    (best, one) => (best === undefined || one[1] > best[1] ? one : best),
    undefined,
  )?.[0];
  const asked = alerts.filter(({ code }) => code === SECOND).map(({ message }) => message);
  const main = first !== undefined && counts.has(first) ? first : most;
  return {
    main,
    first,
    substitutes,
    second: new Set(
      [...counts.keys()].filter(
        (engine) => engine !== main && !substitutes.has(engine) && asked.some((message) => message.includes(engine)),
      ),
    ),
  };
}

/** Who wrote a cue of these words: of several the one that is news. `undefined` for text that was typed or imported. */
export function cueWriter(
  cue: Pick<Cue, 'lines'>,
  words: readonly Word[],
  { main, substitutes, second }: DocumentWriters,
): CueWriter | undefined {
  if (words.length === 0)
    return cue.lines.length === 0 ? { engine: undefined, origin: 'none', isNews: false } : undefined;
  const engine = (words.find((word) => word.engine !== main) ?? words[0])?.engine ?? '';
  const origin = substitutes.has(engine)
    ? 'substitute'
    : engine === main
      ? 'main'
      : second.has(engine)
        ? 'second'
        : 'other';
  return { engine, origin, isNews: engine !== main };
}

function substitutionOf({ code, values }: Alert): { readonly engine: string; readonly why: Substitution } | undefined {
  const { from: before, to: after, reason } = values ?? {};
  if (!TO_ANOTHER.has(code) || typeof before !== 'string' || typeof after !== 'string') return undefined;
  if (typeof reason !== 'string') return undefined;
  const [from, to] = [rungNamed(before), rungNamed(after)];
  const said = classifyNativeFailure(reason);
  const failure = said === 'out-of-memory' ? 'memory' : said === 'other' ? 'other' : 'device';
  return {
    engine: to.engine,
    why: { instead: from.engine, insteadOn: from.device, device: to.device, failure, reason },
  };
}

function rungNamed(name: string): { readonly engine: string; readonly device: string } {
  const at = name.lastIndexOf(ON);
  return at < 0 ? { engine: name, device: '' } : { engine: name.slice(0, at), device: name.slice(at + ON.length) };
}
