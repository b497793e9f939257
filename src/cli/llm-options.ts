import { type Command, Option } from 'commander';
import { type LlmFlags, llmOf } from '../core/llm/llm-options.ts';
import { leavesComputer, LLM_KINDS, llmHost, type LlmSpec } from '../core/llm/llm-spec.ts';
import type { Settings } from '../core/settings/schema.ts';
import { agreeToPlace } from './agree-to-place.ts';
import type { YesFlags } from './ask-yes.ts';
import { t } from './i18n/translate.ts';
import { oneOf } from './option-values.ts';

/** Adds the options that name a language model on a server. `--yes` is the command's own. */
export function addLlmOptions(command: Command): Command {
  return command
    .addOption(new Option('--llm-url <url>', t('llm.url')))
    .option('--llm-model <name>', t('llm.model'))
    .option('--llm-kind <kind>', t('llm.kind'), oneOf(LLM_KINDS))
    .option('--llm-plain-http', t('llm.plainHttp'));
}

/** The language model that options and environment name, if any. Throws `options-invalid`. */
export function llmOfFlags(flags: LlmFlags): LlmSpec | undefined {
  return llmOf(flags, process.env);
}

/** As `agreeToPlace`, for the host of a language model. */
export async function agreeToLlm(
  spec: LlmSpec,
  flags: YesFlags,
  settings: Pick<Settings, 'offline' | 'llmHosts'>,
  command: string,
): Promise<boolean> {
  const host = llmHost(spec);
  const plain = spec.plainHttp && spec.url.startsWith('http:');
  const place = { host, here: !leavesComputer(spec), plain, agreed: settings.llmHosts.includes(host) };
  return agreeToPlace('llm', place, flags, settings, command);
}
