import type { AsrEngine, AsrRequest, AsrWindowResult } from '../../../ports/asr-engine.ts';
import type { AudioSource } from '../../../ports/audio-source.ts';
import type { StageContext } from '../../../ports/stage.ts';
import { PcmWindowReader } from '../pcm-window-reader.ts';
import { WindowCheckpoints } from '../window-checkpoint.ts';
import { WindowDecoder } from '../window-decoder.ts';
import type { PlannedWindow } from '../windows.ts';
import { settleLanguages } from './settle-languages.ts';

interface Parts {
  readonly windows: readonly PlannedWindow[];
  readonly source: AudioSource;
  readonly ctx: StageContext;
  readonly engine: AsrEngine;
  readonly request: AsrRequest;
}

/**
 * With a list of languages: windows that were heard in another language than the recording's course says are decoded
 * again in that one. Results are stored. Throws what `WindowDecoder` and the source throw.
 */
export async function redecodeLanguages(
  results: readonly AsrWindowResult[],
  { windows, source, ctx, engine, request }: Parts,
): Promise<readonly AsrWindowResult[]> {
  const { language, languages = [] } = request;
  if (language !== undefined || languages.length === 0) return results;
  const course = settleLanguages(windows, results, languages);
  const astray = windows.filter((_, at) => results[at].words.length > 0 && results[at].language !== course[at]);
  if (astray.length === 0) return results;
  const final = [...results];
  const reader = new PcmWindowReader(source, ctx.signal);
  try {
    for (const window of astray) {
      const settled = { ...request, language: course[window.index], batchSize: 1 };
      const stored = new WindowCheckpoints(ctx, engine.id, settled);
      let result = await stored.read(window, 'language');
      if (result === undefined) {
        await ctx.position([window.index]);
        const decoder = new WindowDecoder(engine, settled, ctx);
        [result] = await decoder.transcribe([{ ...window, samples: await reader.read(window) }]);
        await stored.write(window, result, 'language');
      }
      const failed = result.drops.some(({ reason }) => reason === 'decode-failed');
      if (!failed) final[window.index] = { ...result, notes: [...result.notes, `language of its neighbours`] };
    }
  } finally {
    await reader.close();
  }
  ctx.alert({
    code: 'asr-language-settled',
    severity: 'info',
    stage: 'asr',
    message: `${astray.length} stretches were transcribed again in the language of those around them.`,
    counts: { settled: astray.length },
    values: { count: astray.length },
    ...(source.channel === undefined ? {} : { channel: source.channel }),
  });
  return final;
}
