import { cancelled } from '../../../../shared/app-error.ts';
import type { Tensor } from '../../../ports/inference.ts';
import { appendAttention, emptyTrace, type AttentionTrace } from './attention-trace.ts';
import { selectRows } from './batch-rows.ts';
import type { DecodeContext, Decoded, DecodeEnd, DecodeRow } from './decode-types.ts';
import { topChoices } from './logits.ts';
import { trailingLoop } from '../detect/loops.ts';
import { prefill, promptTokens } from './prompt.ts';
import { applyRules } from './rules.ts';

/** One hypothesis. `slot` is its row in the current batch. */
interface Beam {
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
  readonly sum: number;
  readonly slot: number;
}

interface Finished extends Beam {
  readonly end: DecodeEnd;
}

interface Search {
  readonly row: DecodeRow;
  beams: Beam[];
  readonly finished: Finished[];
}

/**
 * Beam search over all windows in one batch. A window ends when `beamSize` hypotheses have ended or its budget is
 * spent; the best has the highest mean ln probability per token. Word-time attention comes from one more pass over the
 * winning tokens. Throws `cancelled` between steps.
 * Source: Whisper reference decoding, beam search with patience 1 (behaviour, own code).
 */
export async function decodeBeam(
  context: DecodeContext,
  hidden: Tensor,
  rows: readonly DecodeRow[],
  beamSize: number,
  signal: AbortSignal,
): Promise<Decoded[]> {
  const { model, tokenizer, rules } = context;
  const run = model.begin(hidden, []);
  const start = await prefill(run, tokenizer, rows, rules.timestamps, () => undefined);
  const searches = rows.map((row, slot): Search => ({
    row,
    beams: [{ tokens: [], logProbs: [], sum: 0, slot }],
    finished: [],
  }));
  let step = start.step;
  for (;;) {
    if (signal.aborted) throw cancelled(signal.reason);
    for (const search of searches) {
      if (search.beams.length === 0) continue;
      advance(search, beamSize, context, (slot) => step.logits(slot, step.positions - 1));
    }
    const open = searches.flatMap((search) => search.beams);
    if (open.length === 0) break;
    run.select(open.map((beam) => beam.slot));
    let slot = 0;
    for (const search of searches) search.beams = search.beams.map((beam) => ({ ...beam, slot: slot++ }));
    step = await run.feed(
      open.map((beam) => beam.tokens.at(-1)!),
      1,
    );
  }
  const results: Decoded[] = [];
  for (const [row, search] of searches.entries()) {
    const best = search.finished.reduce((a, b) => (score(b) > score(a) ? b : a));
    const language = start.languages[row];
    results.push({
      tokens: best.tokens,
      logProbs: best.logProbs,
      avgLogProb: best.sum / (best.tokens.length + (best.end === 'end' ? 1 : 0)),
      noSpeechProb: start.noSpeech[row],
      language,
      heard: start.heard[row],
      temperature: 0,
      end: best.end,
      trace: await forcedTrace(context, selectRows(hidden, [row]), search.row, language, best.tokens, signal),
    });
  }
  return results;
}

/** Extends every beam of one window by one token and keeps the best; ended hypotheses move to `finished`. */
function advance(
  search: Search,
  beamSize: number,
  context: DecodeContext,
  logitsOf: (slot: number) => Float32Array,
): void {
  const { tokenizer, rules } = context;
  const candidates = search.beams.flatMap((beam) => {
    const logits = logitsOf(beam.slot);
    applyRules(logits, beam.tokens, rules);
    return topChoices(logits, beamSize + 1).map((choice) => ({ beam, choice, sum: beam.sum + choice.logProb }));
  });
  candidates.sort((a, b) => b.sum - a.sum);
  const next: Beam[] = [];
  for (const { beam, choice, sum } of candidates) {
    if (next.length === beamSize) break;
    if (choice.token === tokenizer.eot) {
      if (search.finished.length < beamSize) search.finished.push({ ...beam, sum, end: 'end' });
      continue;
    }
    const grown: Beam = {
      tokens: [...beam.tokens, choice.token],
      logProbs: [...beam.logProbs, choice.logProb],
      sum,
      slot: beam.slot,
    };
    if (trailingLoop(grown.tokens.filter((id) => tokenizer.isText(id))) === undefined) next.push(grown);
    else if (search.finished.length < beamSize) search.finished.push({ ...grown, end: 'loop' });
  }
  const spent = (next[0]?.tokens.length ?? 0) >= search.row.budget;
  if (spent || next.length === 0) {
    for (const beam of next) if (search.finished.length < beamSize) search.finished.push({ ...beam, end: 'budget' });
  }
  search.beams = spent || search.finished.length >= beamSize ? [] : next;
}

function score(beam: Beam): number {
  return beam.sum / Math.max(1, beam.tokens.length);
}

/** Feeds known tokens through the decoder once, only to read where they are heard. */
async function forcedTrace(
  context: DecodeContext,
  hidden: Tensor,
  row: DecodeRow,
  language: string | undefined,
  tokens: readonly number[],
  signal: AbortSignal,
): Promise<AttentionTrace | undefined> {
  const { model, tokenizer, rules, watched } = context;
  if (watched === undefined) return undefined;
  if (signal.aborted) throw cancelled(signal.reason);
  const prompt = promptTokens(tokenizer, language, rules.timestamps);
  const all = [...prompt, ...tokens];
  const trace = emptyTrace(watched, row.frames);
  trace.promptRows = prompt.length;
  appendAttention(trace, watched, await model.begin(hidden, watched.layers).feed(all, all.length), 0);
  return trace;
}
