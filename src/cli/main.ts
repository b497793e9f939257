import { Command, CommanderError } from 'commander';
import { AppError, toAppError } from '../shared/app-error.ts';
import { addBatch } from './commands/batch.ts';
import { addClassify } from './commands/classify.ts';
import { addConvert } from './commands/convert.ts';
import { addDemo } from './commands/demo.ts';
import { addDownload } from './commands/download.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addKeys } from './commands/keys.ts';
import { addLibrary } from './commands/library.ts';
import { addLint } from './commands/lint.ts';
import { addModels } from './commands/models.ts';
import { addQueue } from './commands/queue.ts';
import { addServe } from './commands/serve.ts';
import { addLlm } from './commands/llm.ts';
import { addSettings } from './commands/settings.ts';
import { addSnippets } from './commands/snippets.ts';
import { addSummarize } from './commands/summarize.ts';
import { addTools } from './commands/tools.ts';
import { addTranscribe } from './commands/transcribe.ts';
import { addTranslate } from './commands/translate.ts';
import { addVoices } from './commands/voices.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { t } from './i18n/translate.ts';
import { packageVersion } from './package-version.ts';
import { printable } from './terminal-text.ts';

const program = new Command('voxlane')
  .description(t('program.description'))
  .version(packageVersion())
  .showSuggestionAfterError()
  .configureHelp({ showGlobalOptions: false })
  .addHelpText('after', `\n${t('program.exitCodes')}\n`)
  .exitOverride();
addTranscribe(program);
addTranslate(program);
addClassify(program);
addSummarize(program);
addQueue(program);
addServe(program);
addBatch(program);
addLibrary(program);
addVoices(program);
addLlm(program);
addSettings(program);
addDownload(program);
addConvert(program);
addSnippets(program);
addLint(program);
addEvaluate(program);
addModels(program);
addKeys(program);
addTools(program);
addDoctor(program);
addDemo(program);
for (const command of program.commands) {
  command.exitOverride();
  for (const nested of command.commands) nested.exitOverride();
}

// A reader that closed the pipe (`voxlane ... | head`) is no fault: stop quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  const what = t('error.stdout', { reason: error.message });
  const [meaning, action] = [t('error.stdoutMeaning'), t('error.stdoutAction')];
  process.exit(
    report(new AppError(error.code === 'ENOSPC' ? 'disk-full' : 'output-failed', { what, meaning, action })),
  );
});
// Nobody may be reading the progress; the work goes on, since its results are files.
process.stderr.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Commander has printed its own messages; ours go to stderr in three lines, or as one JSON line for programs. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const appError = toAppError(error);
  const { code, parts } = appError;
  if (process.argv.includes('--jsonl')) {
    process.stderr.write(`${JSON.stringify({ event: 'error', error: appError.toData() })}\n`);
    return exitCodeOf(code);
  }
  const lines = { what: printable(parts.what), meaning: printable(parts.meaning), action: printable(parts.action) };
  process.stderr.write(`${t('error.line', { code, ...lines })}\n`);
  return exitCodeOf(code);
}
