import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { LlmChoice } from '../core/llm/llm-choice.ts';
import { type LlmFlags, llmOf } from '../core/llm/llm-options.ts';
import { leavesComputer, LLM_KINDS, llmHost } from '../core/llm/llm-spec.ts';
import type { Settings } from '../core/settings/schema.ts';
import { agreeToPlace } from './agree-to-place.ts';
import type { YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { oneOf } from './option-values.ts';

/** Adds the options that name a language model, of this computer or on a server. `--yes` is the command's own. */
export function addLlmOptions(command: Command): Command {
  return command
    .option('--llm <model>', t('llm.local'))
    .addOption(new Option('--llm-url <url>', t('llm.url')))
    .option('--llm-model <name>', t('llm.model'))
    .option('--llm-kind <kind>', t('llm.kind'), oneOf(LLM_KINDS))
    .option('--llm-plain-http', t('llm.plainHttp'));
}

/** The language model that options and environment name, if any. Throws `options-invalid`. */
export function llmOfFlags(flags: LlmFlags, environment = process.env): LlmChoice | undefined {
  const choice = llmOf(flags, environment);
  return choice?.kind === 'local' && isFile(choice.model) ? { ...choice, model: resolve(choice.model) } : choice;
}

/** Ids of models have no folders and do not end like files. */
function isFile(model: string): boolean {
  return /[\\/]|\.gguf$/i.test(model);
}

/** As `agreeToPlace`, for the host of a language model. One of this computer has none. */
export async function agreeToLlm(
  spec: LlmChoice,
  flags: YesFlags,
  settings: Pick<Settings, 'offline' | 'llmHosts'>,
  command: string,
): Promise<boolean> {
  if (spec.kind === 'local') return false;
  const host = llmHost(spec);
  const plain = spec.plainHttp && spec.url.startsWith('http:');
  const place = { host, here: !leavesComputer(spec), plain, agreed: settings.llmHosts.includes(host) };
  return agreeToPlace('llm', place, flags, settings, command);
}
