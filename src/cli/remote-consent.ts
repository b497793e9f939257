import { llmHost } from '../core/llm/llm-spec.ts';
import type { LlmChoice } from '../core/llm/llm-choice.ts';
import type { SpecChange } from '../core/queue/change-spec.ts';
import type { Settings } from '../core/settings/schema.ts';
import type { JobTranslateWish } from '../core/queue/translate-wish.ts';
import { type RemoteAsr, remoteHost } from '../core/remote-asr/remote-asr.ts';
import {
  agreeToModels,
  type JobTranslateFlags,
  jobTranslateOf,
  type TranslateChangeFlags,
  translateChangeOf,
} from './job-translate.ts';
import type { YesFlags } from './ask-yes.ts';
import { settingsOf } from './library-defaults.ts';
import { ask, type HomeFlags } from './queue-access.ts';
import { agreeToHost, type RemoteFlags } from './remote-asr.ts';

/** Asks for a speech server of queued jobs, and has the library remember the answer. Throws as `agreeToHost`. */
export async function agreeForLibrary(
  wished: RemoteAsr | undefined,
  flags: RemoteFlags & HomeFlags,
  command: string,
): Promise<void> {
  if (wished === undefined) return;
  const settings = await settingsOf(flags);
  if (!(await agreeToHost(wished, flags, settings, command))) return;
  await ask(flags, 'settings.set', { key: 'asrHosts', value: [...settings.asrHosts, remoteHost(wished)] });
}

/**
 * How queued jobs are to be translated, with its models agreed to; the library remembers the answers. `undefined` when
 * nobody asked for it. Throws as `jobTranslateOf` and `agreeToModels`.
 */
export async function translateForLibrary(
  flags: JobTranslateFlags & HomeFlags,
  command: string,
): Promise<JobTranslateWish | undefined> {
  if (flags.translate === undefined) return jobTranslateOf(flags, { languageModels: [] }, command);
  const settings = await settingsOf(flags);
  const wish = await jobTranslateOf(flags, settings, command);
  await rememberAgreed(wish?.models ?? settings.languageModels, flags, settings, command);
  return wish;
}

/** The same for jobs that are queued already; see `translateChangeOf`. */
export async function translateChangeForLibrary(
  flags: TranslateChangeFlags & HomeFlags,
  command: string,
): Promise<SpecChange['translate']> {
  const change = await translateChangeOf(flags, () => settingsOf(flags), command);
  if (change === undefined || change === 'none') return change;
  const settings = await settingsOf(flags);
  // Which models jobs have that keep theirs was agreed to when they got them.
  const models = change.models ?? (change.languages === undefined ? [] : settings.languageModels);
  await rememberAgreed(models, flags, settings, command);
  return change;
}

async function rememberAgreed(
  models: readonly LlmChoice[],
  flags: YesFlags & HomeFlags,
  settings: Settings,
  command: string,
): Promise<void> {
  const agreed = await agreeToModels(models, flags, settings, command);
  const hosts = agreed.flatMap((model) => (model.kind === 'local' ? [] : [llmHost(model)]));
  if (hosts.length > 0)
    await ask(flags, 'settings.set', { key: 'llmHosts', value: [...new Set([...settings.llmHosts, ...hosts])] });
}
