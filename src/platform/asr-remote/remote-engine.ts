import { randomUUID } from 'node:crypto';
import type {
  AsrCapabilities,
  AsrEngine,
  AsrRequest,
  AsrVoices,
  AsrWindow,
  AsrWindowResult,
  AsrWord,
} from '../../core/ports/asr-engine.ts';
import type { Answer } from '../../core/remote-asr/answer.ts';
import { languageCode } from '../../core/remote-asr/language-names.ts';
import { type RemoteAsr, remoteEngineId } from '../../core/remote-asr/remote-asr.ts';
import { type LabelledSpan, type SentPart, wordsOfAnswer } from '../../core/remote-asr/words-of-answer.ts';
import { cancelled } from '../../shared/app-error.ts';
import { msToSamples } from '../../shared/units.ts';
import type { SoundPart } from './form-body.ts';
import { halved, type Piece, wholeWindow } from './pieces.ts';
import { DIRECT, type Route } from '../net/route.ts';
import { type RequestClock, systemClock } from '../net/request-clock.ts';
import { SERVER_LIMITS, type ServerLimits, SpeechServer, type VoiceCounts } from './speech-server.ts';

export interface RemoteEngineOptions {
  readonly spec: RemoteAsr;
  /** Sent as a bearer token to the host of `spec` and to no other. */
  readonly key?: string | undefined;
  readonly route?: Route;
  /** Ask the service who speaks, where it can tell. */
  readonly labels: boolean;
  readonly counts?: VoiceCounts;
  readonly clock?: RequestClock;
  readonly limits?: Partial<ServerLimits>;
}

/** Requests on their way at a time. */
const PARALLEL = 4;
/** Silence between windows that are sent together, in milliseconds; recognisers take it for a pause. */
const JOIN_MS = 1000;

/** A piece with what was heard in it. */
interface HeardPiece {
  readonly piece: Piece;
  readonly words: readonly AsrWord[];
  readonly answer?: Answer;
  readonly voices?: AsrVoices;
  /** Why the server would not have it. */
  readonly refused?: string;
}

/**
 * A speech server as an engine. Lemonfox gets the windows of a call in one request, so that its speaker labels mean the
 * same people in all of them; other servers get each window alone, since many give no times to tell joined ones apart by.
 * What was heard before a call failed is kept and not paid for again when the same windows are asked for anew.
 * `transcribe` rejects with `remote-failed`, `key-refused` and `quota-exhausted` when the server is of no use any more.
 */
export class RemoteEngine implements AsrEngine {
  readonly id: string;
  readonly capabilities: AsrCapabilities;
  readonly #server: SpeechServer;
  readonly #joins: boolean;
  readonly #labels: boolean;
  readonly #stop = new AbortController();
  readonly #done = new WeakMap<Float32Array, AsrWindowResult>();

  constructor({
    spec,
    key,
    route = DIRECT,
    labels,
    counts = {},
    clock = systemClock,
    limits = {},
  }: RemoteEngineOptions) {
    this.id = remoteEngineId(spec);
    this.#joins = spec.api === 'lemonfox';
    this.#labels = labels && this.#joins;
    this.capabilities = {
      wordTimes: this.#joins ? 'native' : 'interpolated',
      languages: 'any',
      maxSeconds: 30,
      batchMax: this.#joins ? 24 : 8,
    };
    this.#server = new SpeechServer({
      spec,
      key,
      route,
      labels,
      counts,
      clock,
      limits: { ...SERVER_LIMITS, ...limits },
    });
  }

  async transcribe(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (fraction: number) => void = () => undefined,
  ): Promise<AsrWindowResult[]> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, this.#stop.signal, failed.signal]);
    const missing = windows
      .filter((window) => this.#done.get(window.samples)?.index !== window.index)
      .sort((a, b) => a.startMs - b.startMs);
    const uploads = this.#joins ? [missing] : missing.map((window) => [window]);
    let finished = windows.length - missing.length;
    const run = async (): Promise<void> => {
      for (let next = uploads.shift(); next !== undefined; next = uploads.shift()) {
        if (next.length === 0) continue;
        const heard = await this.#send(next.map(wholeWindow), request.language, either);
        for (const window of next) this.#keep(window, heard, request.language);
        finished += next.length;
        progress(finished / windows.length);
      }
    };
    const ends = await Promise.allSettled(
      Array.from({ length: PARALLEL }, () =>
        run().catch((error: unknown) => {
          // The first error is the reason; the others are of its making.
          failed.abort(error);
          throw error;
        }),
      ),
    );
    if (signal.aborted || this.#stop.signal.aborted) throw cancelled(signal.reason);
    if (ends.some((end) => end.status === 'rejected')) throw failed.signal.reason;
    return windows.map((window) => {
      const result = this.#done.get(window.samples) as AsrWindowResult;
      // What was refused may be asked for again.
      if (result.drops.length > 0) this.#done.delete(window.samples);
      return result;
    });
  }

  /** Ends what is still on its way. */
  dispose(): Promise<void> {
    this.#stop.abort();
    return Promise.resolve();
  }

  /** Has pieces heard in one request, or in several where the server takes less at a time. */
  async #send(pieces: readonly Piece[], language: string | undefined, signal: AbortSignal): Promise<HeardPiece[]> {
    const { parts, sound } = joined(pieces);
    const heard = await this.#server.hear(sound, language, signal);
    if (heard.kind === 'answer') {
      const found = wordsOfAnswer(heard.answer, parts);
      if (found !== undefined) {
        const voices =
          this.#labels && found.turns.length > 0 ? { request: randomUUID(), turns: found.turns } : undefined;
        return pieces.map((piece, i) => ({
          piece,
          words: found.words[i] ?? [],
          answer: heard.answer,
          ...(voices === undefined ? {} : { voices: within(voices, piece) }),
        }));
      }
    }
    const halves = heard.kind === 'refused' && pieces.length === 1 ? undefined : halved(pieces);
    if (halves === undefined) {
      const refused = heard.kind === 'answer' ? 'its answer has no times' : heard.reason;
      return pieces.map((piece) => ({ piece, words: [], refused }));
    }
    return [...(await this.#send(halves[0], language, signal)), ...(await this.#send(halves[1], language, signal))];
  }

  #keep(window: AsrWindow, all: readonly HeardPiece[], language: string | undefined): void {
    const heard = all.filter((one) => one.piece.window === window);
    const answers = heard.flatMap((one) => one.answer ?? []);
    const [first] = heard;
    const words = heard.flatMap((one) => one.words);
    this.#done.set(window.samples, {
      index: window.index,
      words,
      drops: heard.flatMap(({ piece: { startMs, endMs }, refused }) =>
        refused === undefined
          ? []
          : [{ startMs, endMs, reason: 'decode-failed' as const, detail: `${this.id}: ${refused}` }],
      ),
      text: words
        .map((word) => (word.spaceBefore === false ? word.text : ` ${word.text}`))
        .join('')
        .trim(),
      language: language ?? languageCode(answers.find((answer) => answer.language !== undefined)?.language),
      avgLogProb: Math.min(0, ...answers.map((answer) => answer.avgLogProb)),
      noSpeechProb: Math.max(0, ...answers.map((answer) => answer.noSpeechProb)),
      temperature: 0,
      notes: [],
      ...(heard.length === 1 && first?.voices !== undefined ? { voices: first.voices } : {}),
    });
  }
}

function within(voices: AsrVoices, piece: Piece): AsrVoices {
  return { ...voices, turns: voices.turns.filter((turn) => inside(turn, piece)) };
}

function inside(turn: LabelledSpan, piece: Piece): boolean {
  return turn.startMs >= piece.startMs && turn.endMs <= piece.endMs;
}

/** Pieces as one sound with pauses between them. */
function joined(pieces: readonly Piece[]): {
  readonly parts: readonly SentPart[];
  readonly sound: readonly SoundPart[];
} {
  const pause = msToSamples(JOIN_MS);
  const parts: SentPart[] = [];
  const sound: SoundPart[] = [];
  let offsetMs = 0;
  for (const { startMs, endMs, speech, samples } of pieces) {
    if (sound.length > 0) {
      sound.push(pause);
      offsetMs += JOIN_MS;
    }
    parts.push({ startMs, endMs, speech, offsetMs });
    sound.push(samples);
    offsetMs += samples.length / 16;
  }
  return { parts, sound };
}
