import type { Command } from 'commander';
import type { KeyView } from '../../contract/system-calls.ts';
import { checkKeyName, KEY_NAMES } from '../../studio/manage-keys.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { ask, askWith } from '../queue-access.ts';
import { readSecretLine } from '../read-secret-line.ts';
import { formatTable, printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

/** Longest wait for somebody to type or paste a token. */
const TYPING_MS = 10 * 60_000;

/** Adds `voxlane keys` with `set`, `list` and `remove`. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description(t('keys.description'));
  const names = [...KEY_NAMES, 'llm@HOST'].join(', ');
  keys
    .command('set')
    .description(t('keys.set'))
    .argument('<name>', t('keys.name', { names }))
    // The message for an argument too many would show it, and it may be the token.
    .allowExcessArguments()
    .action(async (name: string, _flags: object, command: Command) => {
      checkKeyName(name);
      if (command.args.length > 1) throw usageError(t('keys.notHere'), 'keys set');
      await withInterrupt(async (signal) => {
        const waiting = AbortSignal.any([signal, AbortSignal.timeout(TYPING_MS)]);
        const value = await readSecretLine(t('keys.prompt', { name }), waiting);
        await askWith({}, 'keys.set', { name, value }, signal);
      });
      print(t('keys.stored', { name }));
    });
  keys
    .command('list')
    .description(t('keys.list'))
    .option('--host <host>', t('keys.host'), addTo)
    .option('--json', t('option.json'))
    .action(async (flags: { json?: boolean; host?: string[] }) => {
      const states = await ask({}, 'keys.list', { hosts: flags.host ?? [] });
      process.stdout.write(flags.json === true ? `${JSON.stringify(states, null, 2)}\n` : describe(states));
    });
  keys
    .command('remove')
    .description(t('keys.remove'))
    .argument('<name>', t('keys.name', { names }))
    .action(async (name: string) => {
      const { removed } = await ask({}, 'keys.remove', { name });
      print(t(removed ? 'keys.removed' : 'keys.wasAbsent', { name }));
    });
}

function addTo(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function describe(states: readonly KeyView[]): string {
  const header = [t('keys.columns.name'), t('keys.columns.purpose'), t('keys.columns.state')];
  return formatTable([header, ...states.map((state) => [state.name, state.purpose, describeState(state)])]);
}

function describeState({ source, variable, reason }: KeyView): string {
  switch (source) {
    case 'environment':
      return t('keys.environment', { variable: variable ?? '' });
    case 'keychain':
      return t('keys.keychain');
    case 'none':
      return t('keys.absent');
    case 'unavailable':
      return t('keys.unavailable', { reason: printable(reason ?? '') });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
