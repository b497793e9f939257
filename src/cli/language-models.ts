import type { LlmChoice } from '../core/llm/llm-choice.ts';
import type { LlmFlags } from '../core/llm/llm-options.ts';
import { leavesComputer, llmHost } from '../core/llm/llm-spec.ts';
import { rungText } from '../core/llm/local-rungs.ts';
import type { LlmEngine } from '../core/ports/llm.ts';
import type { CreateLlmOptions } from '../studio/llm/create-llm.ts';
import { AppError } from '../shared/app-error.ts';
import type { YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { settingsOf } from './library-defaults.ts';
import { agreeToLlm, llmOfFlags } from './llm-options.ts';
import { ask, type HomeFlags } from './queue-access.ts';
import { printable } from './terminal-text.ts';

export type ModelFlags = LlmFlags & YesFlags & HomeFlags;

/**
 * The models that work on a file: the one of options and environment, else those of the settings, the preferred one
 * first. Asks before texts leave this computer. Throws `options-invalid` when there is none, and what `agreeToLlm` throws.
 */
export async function modelsForFile(flags: ModelFlags, command: string): Promise<readonly LlmChoice[]> {
  const settings = await settingsOf(flags);
  const named = llmOfFlags(flags);
  const specs = named === undefined ? settings.languageModels : [named];
  if (specs.length === 0) throw noModel();
  for (const spec of specs) await agreeToLlm(spec, flags, settings, command);
  return specs;
}

/**
 * The models that work on a stored document: the one of options and environment; `undefined` for those of the settings. The
 * library remembers that a host was agreed to. Throws what `agreeToLlm` throws.
 */
export async function modelsForLibrary(flags: ModelFlags, command: string): Promise<LlmChoice[] | undefined> {
  const named = llmOfFlags(flags);
  if (named === undefined) return undefined;
  const settings = await settingsOf(flags);
  const agreed = await agreeToLlm(named, flags, settings, command);
  if (agreed && named.kind !== 'local' && leavesComputer(named))
    await ask(flags, 'settings.set', { key: 'llmHosts', value: [...settings.llmHosts, llmHost(named)] });
  return [named];
}

/** Says that a model of this computer goes on with less memory. */
export function tellStep({ to, error }: Parameters<NonNullable<CreateLlmOptions['onStep']>>[0]): void {
  const what = printable(error.parts.what);
  process.stderr.write(`${t('llm.step', { what, to: printable(rungText(to)) })}\n`);
}

/** Opens models, works with them and lets them go. */
export async function withModels<T>(
  specs: readonly LlmChoice[],
  { home }: HomeFlags,
  signal: AbortSignal,
  onPause: (untilMs: number) => void,
  work: (engines: readonly LlmEngine[]) => Promise<T>,
): Promise<T> {
  const { openLlm } = await import('../studio/llm/open-llm.ts');
  const engines: LlmEngine[] = [];
  try {
    for (const spec of specs) engines.push(await openLlm(spec, home, signal, onPause, { onStep: tellStep }));
    return await work(engines);
  } finally {
    for (const engine of engines) await engine.dispose();
  }
}

function noModel(): AppError {
  return new AppError('options-invalid', {
    what: t('translate.noModel'),
    meaning: t('llm.nothingSent'),
    action: t('translate.nameModel'),
  });
}
