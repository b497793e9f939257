import { cancelled } from '../../../../shared/app-error.ts';
import type { Tensor } from '../../../ports/inference.ts';
import { appendAttention, emptyTrace, type AttentionTrace } from './attention-trace.ts';
import type { DecodeContext, Decoded, DecodeEnd, DecodeRow } from './decode-types.ts';
import { chooseGreedy, chooseSampled, seededRandom } from './logits.ts';
import { trailingLoop } from '../detect/loops.ts';
import { prefill } from './prompt.ts';
import { applyRules } from './rules.ts';

interface RowState {
  readonly row: DecodeRow;
  readonly tokens: number[];
  readonly text: number[];
  readonly logProbs: number[];
  readonly trace: AttentionTrace | undefined;
  readonly random: () => number;
  sum: number;
  end: DecodeEnd | undefined;
}

/** Rows are gathered into new memory only when at least this share of the batch is done. */
const WORTH_COMPACTING = 0.25;

/**
 * Decodes all rows together, one token per call, greedily (temperature 0) or by sampling with each row's own seed.
 * Finished rows leave the batch; a row that loops stops at once. Throws `cancelled` between steps.
 * @param hidden encoder output, one row per entry of `rows`
 */
export async function decodeGreedy(
  context: DecodeContext,
  hidden: Tensor,
  rows: readonly DecodeRow[],
  temperature: number,
  signal: AbortSignal,
): Promise<Decoded[]> {
  const { model, tokenizer, rules, watched } = context;
  const states = rows.map((row): RowState => ({
    row,
    tokens: [],
    text: [],
    logProbs: [],
    trace: watched === undefined ? undefined : emptyTrace(watched, row.frames),
    random: seededRandom(row.seed + Math.round(temperature * 1000)),
    sum: 0,
    end: undefined,
  }));
  const run = model.begin(hidden, watched?.layers ?? []);
  const start = await prefill(run, tokenizer, rows, rules.timestamps, (step) => {
    states.forEach(({ trace }, slot) => {
      if (trace === undefined || watched === undefined) return;
      appendAttention(trace, watched, step, slot);
      trace.promptRows = trace.rows.length;
    });
  });

  let slots = states;
  let step = start.step;
  for (;;) {
    if (signal.aborted) throw cancelled(signal.reason);
    slots.forEach((state, slot) => {
      if (state.end === undefined) take(state, step.logits(slot, step.positions - 1));
    });
    const open = slots.flatMap((state, slot) => (state.end === undefined ? [slot] : []));
    if (open.length === 0) break;
    const neighbours = open.every((slot, i) => slot === open[0] + i);
    if (open.length < slots.length && (neighbours || open.length <= slots.length * (1 - WORTH_COMPACTING))) {
      run.select(open);
      slots = open.map((slot) => slots[slot]);
    }
    step = await run.feed(
      slots.map((state) => (state.end === undefined ? state.tokens.at(-1)! : tokenizer.eot)),
      1,
    );
    if (watched === undefined) continue;
    slots.forEach((state, slot) => {
      if (state.end === undefined && state.trace !== undefined) appendAttention(state.trace, watched, step, slot);
    });
  }

  function take(state: RowState, logits: Float32Array): void {
    applyRules(logits, state.tokens, rules);
    const choice = temperature === 0 ? chooseGreedy(logits) : chooseSampled(logits, temperature, state.random());
    state.sum += choice.logProb;
    if (choice.token === tokenizer.eot) {
      state.end = 'end';
      return;
    }
    state.tokens.push(choice.token);
    state.logProbs.push(choice.logProb);
    if (tokenizer.isText(choice.token)) {
      state.text.push(choice.token);
      if (trailingLoop(state.text) !== undefined) state.end = 'loop';
    }
    if (state.end === undefined && state.tokens.length >= state.row.budget) state.end = 'budget';
  }

  return states.map((state, row) => ({
    tokens: state.tokens,
    logProbs: state.logProbs,
    avgLogProb: state.sum / (state.tokens.length + (state.end === 'end' ? 1 : 0)),
    noSpeechProb: start.noSpeech[row],
    language: start.languages[row],
    heard: start.heard[row],
    temperature,
    end: state.end ?? 'end',
    trace: state.trace,
  }));
}
