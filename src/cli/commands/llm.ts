import type { Command } from 'commander';
import type { ListedLlm, LlmUse } from '../../contract/language-calls.ts';
import { type LlmChoice, llmChoiceId } from '../../core/llm/llm-choice.ts';
import type { LlmFlags } from '../../core/llm/llm-options.ts';
import { leavesComputer, llmHost, llmSpecOf } from '../../core/llm/llm-spec.ts';
import type { YesFlags } from '../ask-yes.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { settingsOf } from '../library-defaults.ts';
import { testLines, useText } from '../llm-lines.ts';
import { addLimitOptions, type LimitFlags, limitsOf, pricesOf } from '../llm-limit-options.ts';
import { addLlmOptions, agreeToLlm, llmOfFlags } from '../llm-options.ts';
import { folderName, wholeNumber } from '../option-values.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { formatTable, printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface JsonFlags extends HomeFlags {
  readonly json?: boolean;
}

interface AddFlags extends LlmFlags, LimitFlags, YesFlags, HomeFlags {
  readonly context?: number;
  readonly first?: boolean;
}

/** Adds `voxlane llm` and its commands: the language models of the settings. */
export function addLlm(program: Command): void {
  const llm = program.command('llm').description(t('llms.description'));
  const sub = (name: string, text: string): Command =>
    llm.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);
  sub('list', t('llms.list'))
    .option('--json', t('option.json'))
    .action(async (flags: JsonFlags) => {
      const models = await ask(flags, 'llm.list', {});
      const usage = await ask(flags, 'llm.usage', { choices: models.map(({ choice }) => choice) });
      const joined = models.map((model, at) => ({ ...model, usage: usage[at] }));
      process.stdout.write(flags.json === true ? json(joined) : describe(models, usage));
    });
  addLimitOptions(addLlmOptions(sub('add', t('llms.add'))))
    .option('--context <tokens>', t('llms.context'), wholeNumber(256, 100_000_000))
    .option('--first', t('llms.first'))
    .option('--yes', t('llms.yesHost'))
    .action(add);
  sub('remove', t('llms.remove'))
    .argument('<model>', t('llms.which'))
    .action(async (model: string, flags: HomeFlags) => {
      const { languageModels } = await settingsOf(flags);
      const at = placeOf(languageModels, model, 'remove');
      await ask(flags, 'settings.set', { key: 'languageModels', value: languageModels.toSpliced(at, 1) });
      say(t('llms.removed', { model: printable(model) }));
    });
  sub('test', t('llms.test'))
    .argument('[model]', t('llms.whichOrFirst'))
    .option('--json', t('option.json'))
    .action(async (model: string | undefined, flags: JsonFlags) => {
      const { languageModels } = await settingsOf(flags);
      const choice = languageModels[model === undefined ? 0 : placeOf(languageModels, model, 'test')];
      if (choice === undefined) throw usageError(t('llms.none'), 'llm test');
      const result = await ask(flags, 'llm.test', { choice });
      process.stdout.write(flags.json === true ? json(result) : testLines(result));
      if (result.kind !== 'works') process.exitCode = EXIT.internal;
    });
}

/** Stores a model; one of the same name takes its new limits where it stands. */
async function add(flags: AddFlags): Promise<void> {
  const choice = chosen(flags);
  const settings = await settingsOf(flags);
  const { languageModels, llmHosts } = settings;
  const id = llmChoiceId(choice);
  // Without network nothing can be sent, so there is nothing to agree to yet.
  if (choice.kind !== 'local' && !(settings.offline && leavesComputer(choice))) {
    const agreed = await agreeToLlm(choice, flags, settings, 'llm add');
    if (agreed) await ask(flags, 'settings.set', { key: 'llmHosts', value: [...llmHosts, llmHost(choice)] });
  }
  const at = languageModels.findIndex((one) => llmChoiceId(one) === id);
  const others = at === -1 ? languageModels : languageModels.toSpliced(at, 1);
  const place = flags.first === true ? 0 : at === -1 ? others.length : at;
  await ask(flags, 'settings.set', { key: 'languageModels', value: others.toSpliced(place, 0, choice) });
  say(t('llms.added', { model: printable(id), place: place + 1 }));
  if (choice.kind !== 'local' && choice.kind !== 'bedrock' && leavesComputer(choice))
    say(t('llms.keyHint', { host: printable(llmHost(choice)) }));
}

function chosen(flags: AddFlags): LlmChoice {
  // The environment names a model for one command, never for the settings.
  const choice = llmOfFlags(flags, {});
  if (choice === undefined) throw usageError(t('llms.eitherOr'), 'llm add');
  const contextTokens = flags.context === undefined ? {} : { contextTokens: flags.context };
  if (choice.kind === 'local') return { ...choice, ...contextTokens };
  const limits = limitsOf(flags);
  const prices = pricesOf(flags);
  if (prices === 'half') throw usageError(t('llms.bothPrices'), 'llm add');
  return llmSpecOf({
    ...choice,
    ...contextTokens,
    ...(limits === undefined ? {} : { limits }),
    ...(prices === undefined ? {} : { prices }),
  });
}

/** The place of a model by its number, from 1, or its name. */
function placeOf(models: readonly LlmChoice[], which: string, command: string): number {
  const at = /^\d{1,2}$/.test(which) ? Number(which) - 1 : models.findIndex((one) => llmChoiceId(one) === which);
  if (models[at] !== undefined) return at;
  throw usageError(t('llms.unknown', { model: printable(which) }), `llm ${command}`);
}

function describe(models: readonly ListedLlm[], usage: readonly LlmUse[]): string {
  if (models.length === 0) return `${t('llms.none')}\n`;
  const header = (['place', 'model', 'leaves', 'state', 'used'] as const).map((name) => t(`llms.columns.${name}`));
  const rows = models.map(({ id, host, leavesComputer: leaves, problem }, at) => [
    String(at + 1),
    printable(id),
    leaves ? t('llms.leavesTo', { host: printable(host ?? '') }) : t('llms.leavesNothing'),
    problem === undefined ? t('llms.ready') : printable(problem.what),
    useText(usage[at]),
  ]);
  return formatTable([header, ...rows]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
