import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_FORMAT_IDS, FORMAT_IDS, type WriteOptions } from '../../core/formats/codec.ts';
import { t } from '../i18n/translate.ts';
import { frameRate, oneOf } from '../option-values.ts';
import { printable } from '../terminal-text.ts';
import { addViewOptions, type ViewFlags, viewOptions } from '../view-options.ts';

interface ConvertFlags extends ViewFlags {
  readonly from?: string;
  readonly to?: string;
  readonly speakers: NonNullable<WriteOptions['speakerStyle']>;
  readonly crlf?: boolean;
  readonly bom?: boolean;
  readonly fps?: string;
}

/** Adds `voxlane convert`. */
export function addConvert(program: Command): void {
  addViewOptions(program.command('convert').description(t('program.convert')))
    .argument('<in>')
    .argument('<out>')
    .option('--from <format>', t('option.from'), oneOf(DEFAULT_FORMAT_IDS))
    .option('--to <format>', t('option.to'), oneOf(FORMAT_IDS))
    .option('--speakers <style>', t('option.speakerStyle'), oneOf(['auto', 'none', 'colon', 'bracket']), 'auto')
    .option('--crlf', t('option.crlf'))
    .option('--bom', t('option.bom'))
    .option('--fps <rate>', t('option.fps'), frameRate)
    .action(async (input: string, output: string, flags: ConvertFlags) => {
      const { convertFile } = await import('../../studio/convert-file.ts');
      const outcome = await convertFile({
        input: resolve(input),
        output: resolve(output),
        ...(flags.from === undefined ? {} : { from: flags.from }),
        ...(flags.to === undefined ? {} : { to: flags.to }),
        read: { detectSpeakers: true },
        write: {
          ...viewOptions(flags),
          speakerStyle: flags.speakers,
          newline: flags.crlf === true ? 'crlf' : 'lf',
          bom: flags.bom ?? false,
          ...(flags.fps === undefined ? {} : { fps: flags.fps }),
        },
      });
      for (const diagnostic of outcome.diagnostics) {
        const line = diagnostic.line === undefined ? '' : `${printable(input)}:${diagnostic.line}: `;
        const message = `${line}${printable(diagnostic.message)}`;
        process.stderr.write(`${t(diagnostic.severity === 'info' ? 'result.note' : 'result.warning', { message })}\n`);
      }
      for (const loss of outcome.losses) {
        const values = { format: printable(output), message: printable(loss.message) };
        process.stderr.write(`${t('result.loss', values)}\n`);
      }
      process.stdout.write(`${t('result.converted', { from: printable(input), to: printable(output) })}\n`);
    });
}
