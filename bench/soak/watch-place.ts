import type { CliRun } from '../../tests/support/run-cli.ts';

/** Where in its work a run of the queue is, by the last line it wrote. */
export type Place = 'start-up' | 'download' | 'probe' | 'vad' | 'asr' | 'diarize' | 'cues' | 'between' | 'idle';

interface Line {
  readonly event: string;
  readonly stage?: string;
  readonly state?: string;
  readonly stageFraction?: number;
  readonly path?: string;
}

export interface PlaceWatch {
  readonly place: Place;
  /** Where it was before that. */
  readonly before: Place;
  /** Recordings whose `done` was seen. */
  readonly done: readonly string[];
  /** Resolves once the run is there (and that far in its stage), or after `limitMs`; says which. */
  reached(place: Place, limitMs: number, fraction?: number): Promise<boolean>;
}

/** Follows the `--jsonl` lines of a run. Model loading counts as the stage that it is for. */
export function watchPlace(run: CliRun): PlaceWatch {
  let place: Place = 'start-up';
  let before: Place = 'start-up';
  let fraction = 0;
  const done: string[] = [];
  const waiting = new Set<() => void>();
  run.onJsonLine((text) => {
    const line = JSON.parse(text) as Line;
    const next = placeAfter(line);
    if (line.event === 'done' && line.path !== undefined) done.push(line.path);
    if (next === undefined) return;
    if (next !== place) {
      fraction = 0;
      before = place;
      place = next;
    }
    if (line.event === 'progress') fraction = line.stageFraction ?? 0;
    for (const look of waiting) look();
  });
  return {
    get place() {
      return place;
    },
    get before() {
      return before;
    },
    done,
    reached: (wanted, limitMs, wantedFraction = 0) =>
      new Promise((resolve) => {
        const end = (there: boolean): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(there);
        };
        const look = (): void => {
          if (place === wanted && fraction >= wantedFraction) end(true);
        };
        const timer = setTimeout(() => {
          end(false);
        }, limitMs);
        waiting.add(look);
        void run.result.then(() => {
          end(false);
        });
        look();
      }),
  };
}

function placeAfter(line: Line): Place | undefined {
  if (line.event === 'input-started' || line.event === 'engine') return 'probe';
  if (line.event === 'download-started' || line.event === 'download') return 'download';
  if (line.event === 'media') return 'vad';
  if (line.event === 'done' || line.event === 'failed') return 'between';
  if (line.event === 'progress') return stageOf(line.stage);
  if (line.event !== 'stage') return undefined;
  return line.stage === 'diarize' && line.state !== 'started' ? 'cues' : stageOf(line.stage);
}

function stageOf(stage: string | undefined): Place | undefined {
  return stage === 'vad' || stage === 'asr' || stage === 'diarize' || stage === 'cues' ? stage : undefined;
}
