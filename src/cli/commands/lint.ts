import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { findProfile, RULE_PROFILES } from '../../core/cues/profiles.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { LintRequest } from '../../studio/lint-file.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { type Linted, lintJson, lintLines } from '../lint-lines.ts';
import { oneOf, wholeNumber } from '../option-values.ts';
import { printable } from '../terminal-text.ts';
import { usageError } from '../usage-error.ts';

interface LintFlags {
  readonly profile: string;
  readonly language?: string;
  readonly fix?: string;
  readonly maxWarnings: number;
  readonly json?: boolean;
  readonly spelling?: boolean;
  readonly words?: string;
}

/** Adds `voxlane lint`. */
export function addLint(program: Command): void {
  const profiles = RULE_PROFILES.map(({ id }) => id);
  program
    .command('lint')
    .description(t('program.lint'))
    .argument('<file...>')
    .option('-p, --profile <id>', t('option.profile', { profiles: profiles.join(', ') }), oneOf(profiles), 'netflix-en')
    .option('-l, --language <code>', t('lint.language'))
    .option('--fix <out>', t('lint.fix'))
    .option('--max-warnings <n>', t('lint.maxWarnings'), wholeNumber(0, 1_000_000), 0)
    .option('--spelling', t('lint.spelling'))
    .option('--words <file>', t('lint.words'))
    .option('--json', t('option.json'))
    .action(async (files: readonly string[], flags: LintFlags) => {
      const linted: Linted[] = [];
      for (const [at, fix] of targets(files, flags.fix).entries()) linted.push(await lint(files[at] ?? '', fix, flags));
      process.stdout.write(flags.json === true ? lintJson(linted, flags.profile) : lintLines(linted));
      process.exitCode = exitCode(linted, flags.maxWarnings);
    });
}

async function lint(file: string, fix: string | undefined, flags: LintFlags): Promise<Linted> {
  const profile = findProfile(flags.profile);
  if (profile === undefined) throw usageError(t('lint.noProfile'), 'lint');
  const { lintFile } = await import('../../studio/lint-file.ts');
  try {
    const outcome = await lintFile({
      input: resolve(file),
      profile,
      ...(flags.language === undefined ? {} : { language: flags.language }),
      ...(fix === undefined ? {} : { fix }),
      ...spellingOf(flags),
    });
    for (const { message } of [...outcome.diagnostics, ...outcome.losses]) {
      process.stderr.write(`${t('result.about', { name: printable(file), message: printable(message) })}\n`);
    }
    return { kind: 'checked', file, outcome };
  } catch (error) {
    return { kind: 'failed', file, error: toAppError(error) };
  }
}

function spellingOf({ spelling, words }: LintFlags): Pick<LintRequest, 'spelling'> {
  if (words !== undefined) return { spelling: { wordsFile: resolve(words) } };
  return spelling === true ? { spelling: {} } : {};
}

/** One file goes to the path itself, several, and one where a folder is there, into a folder of that name. Never onto an input. */
function targets(files: readonly string[], fix: string | undefined): (string | undefined)[] {
  const isFolder = fix !== undefined && statSync(fix, { throwIfNoEntry: false })?.isDirectory() === true;
  const paths = files.map((file) => {
    if (fix === undefined) return undefined;
    return files.length === 1 && !isFolder ? resolve(fix) : join(resolve(fix), basename(file));
  });
  const inputs = new Set(files.map((file) => resolve(file)));
  const named = paths.filter((path) => path !== undefined);
  if (named.some((path) => inputs.has(path))) throw usageError(t('lint.onInput'), 'lint');
  if (new Set(named).size < named.length) throw usageError(t('lint.sameName'), 'lint');
  return paths;
}

function exitCode(linted: readonly Linted[], maxWarnings: number): number {
  const failed = linted.flatMap((entry) => (entry.kind === 'failed' ? [entry.error] : []));
  const [first] = failed;
  if (first !== undefined) return failed.length === linted.length ? exitCodeOf(first.code) : EXIT.partial;
  const findings = linted.flatMap((entry) => (entry.kind === 'checked' ? entry.outcome.findings : []));
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return findings.length > warnings || warnings > maxWarnings ? EXIT.overLimit : EXIT.done;
}
