import type { AsrWindowResult } from '../../ports/asr-engine.ts';
import type { StageContext } from '../../ports/stage.ts';
import type { Alert } from '../../../shared/alert.ts';

/** After so many batches that a stand-in wrote again, the better recogniser is taken to be still out of use. */
const VAIN_BATCHES = 2;
/** Engines that stand in are named up to this many. */
const MOST_NAMED = 3;

/**
 * Windows that a lower recogniser wrote because a better one could not be used at the time. When an ended job's work is
 * taken up again, those are decoded once more, as long as that brings anything; what they had is kept where it does not.
 */
export class StandIns {
  readonly #retries: boolean;
  readonly #before = new Map<number, AsrWindowResult>();
  #vain = 0;
  #better = 0;

  constructor(ctx: Pick<StageContext, 'again'>) {
    this.#retries = ctx.again === true;
  }

  /** True for a stored result that is to be decoded again; it is remembered. */
  wants(stored: AsrWindowResult): boolean {
    if (!this.#retries || stored.standIn === undefined) return false;
    this.#before.set(stored.index, stored);
    return true;
  }

  /** What such a window had, once it is not worth the while to decode it again. */
  spared(index: number): AsrWindowResult | undefined {
    return this.#vain < VAIN_BATCHES ? undefined : this.#before.get(index);
  }

  /**
   * The results to keep of a batch. A window has what it had before where it failed or a stand-in wrote it again, and for
   * good where the better recogniser hears nothing in it: text is not lost to a second try.
   */
  settle(results: readonly AsrWindowResult[]): AsrWindowResult[] {
    let tried = 0;
    let vain = 0;
    const kept = results.map((result) => {
      const before = this.#before.get(result.index);
      if (before === undefined) return result;
      tried++;
      if (result.standIn !== undefined || hasFailed(result)) {
        vain++;
        return before;
      }
      if (result.words.length === 0 && before.words.length > 0) {
        const { standIn: _, ...own } = before;
        return { ...own, notes: [...own.notes, 'a better recogniser heard nothing here'] };
      }
      this.#better++;
      return result;
    });
    if (tried > 0) this.#vain = vain === tried ? this.#vain + 1 : 0;
    return kept;
  }

  /** What came of the windows that were decoded again; `undefined` when none were. */
  retryAlert(engine: string, channel: number | undefined): Alert | undefined {
    const wanted = this.#before.size;
    if (wanted === 0) return undefined;
    const parts = wanted === 1 ? '1 stretch' : `${wanted} stretches`;
    return {
      code: 'asr-stand-in-retried',
      severity: 'info',
      stage: 'asr',
      message: `${engine} could not be used for ${parts} in an earlier run, so only that was transcribed again: ${this.#better} of ${wanted} are its own now.`,
      counts: { wanted, better: this.#better },
      values: { variant: 'said', count: wanted, better: this.#better, engine },
      ...(channel === undefined ? {} : { channel }),
    };
  }
}

/** What is left of stand-ins at the end; `undefined` when `results` has none. */
export function standInAlert(
  engine: string,
  results: readonly AsrWindowResult[],
  channel: number | undefined,
): Alert | undefined {
  const left = results.filter(({ standIn }) => standIn !== undefined);
  if (left.length === 0) return undefined;
  const names = [...new Set(left.map((result) => result.engine ?? 'another recogniser'))];
  const others = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), 'others'] : names;
  return {
    code: 'asr-stand-in',
    severity: 'info',
    stage: 'asr',
    message: `${left.length === 1 ? '1 stretch was' : `${left.length} stretches were`} transcribed with ${others.join(', ')}, because ${engine} could not be used then (${left[0]?.standIn ?? ''}). Run it again to have only that transcribed anew.`,
    counts: { windows: left.length },
    values: {
      variant: 'said',
      count: left.length,
      engine,
      others: others.join(', '),
      reason: left[0]?.standIn ?? '',
    },
    ...(channel === undefined ? {} : { channel }),
  };
}

/** True for a window that no recogniser could decode. */
export function hasFailed({ drops }: AsrWindowResult): boolean {
  return drops.some((drop) => drop.reason === 'decode-failed');
}
