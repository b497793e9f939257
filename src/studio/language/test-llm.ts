import { z } from 'zod';
import type { LlmTest } from '../../contract/language-calls.ts';
import { askStructured } from '../../core/llm/ask-structured.ts';
import { type LlmChoice, llmChoiceId } from '../../core/llm/llm-choice.ts';
import type { LlmEngine, LlmRequest, LlmShape } from '../../core/ports/llm.ts';
import type { Alert } from '../../shared/alert.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import { stepAlert } from '../llm/local/step-alert.ts';
import { type EngineLibrary, withEngines } from './open-engines.ts';

/** A question that whoever can translate can answer, and in the shape that all work asks for. */
const QUESTION = {
  messages: [
    { role: 'system', content: 'You translate from English to French. Answer with JSON: {"text": "..."}.' },
    { role: 'user', content: JSON.stringify({ text: 'Good morning, doctor.' }) },
  ],
  schema: { type: 'object', properties: { text: { type: 'string' } } },
  maxOutputTokens: 60,
  temperature: 0,
} as const satisfies LlmRequest;
const answerSchema = z.object({ text: z.string().trim().min(1) });
const LONGEST_SHOWN = 300;

/**
 * Asks a model something small. What is wrong with the model is the answer. Throws `cancelled`, and what `withEngines`
 * throws for one that may not be asked.
 */
export async function testLlm(library: EngineLibrary, choice: LlmChoice, signal: AbortSignal): Promise<LlmTest> {
  const id = llmChoiceId(choice);
  const alerts: Alert[] = [];
  return withEngines(
    library,
    [choice],
    { onPause: () => undefined, onStep: (step) => alerts.push(stepAlert(step)) },
    signal,
    async ([engine]) => {
      if (engine === undefined) throw cancelled();
      let shape: LlmShape = 'text';
      const heard: LlmEngine = {
        id: engine.id,
        capabilities: engine.capabilities,
        async complete(...asked) {
          const reply = await engine.complete(...asked);
          ({ shape } = reply);
          return reply;
        },
        dispose: () => Promise.resolve(),
      };
      const start = performance.now();
      try {
        const answer = await askStructured(heard, QUESTION, answerSchema, signal);
        const processing_time = Math.round(performance.now() - start);
        if (answer.kind !== 'ok')
          return { kind: 'useless', id, processing_time, text: answer.text.slice(0, LONGEST_SHOWN), alerts };
        const { contextTokens } = engine.capabilities;
        const known = contextTokens === undefined ? {} : { contextTokens };
        return { kind: 'works', id, processing_time, shape, usage: answer.usage, alerts, ...known };
      } catch (cause) {
        const error = toAppError(cause);
        if (signal.aborted) throw error;
        return { kind: 'failed', id, error: error.toData() };
      }
    },
  );
}
