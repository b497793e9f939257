import type { Command } from 'commander';
import type { Finding } from '../../shared/finding.ts';
import { modelFolders } from '../../studio/folders.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { existingFolder } from '../option-values.ts';
import { ask } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import { packageVersion } from '../package-version.ts';

const MARKS = { ok: '✓', warn: '!', bad: 'x' } as const;

/** Adds `voxlane doctor`: exit code 0 when the main job can run (with or without limits), 1 when it cannot. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(t('program.doctor'))
    .option('--models-dir <folder>', t('option.modelsDir'), existingFolder)
    .option('--retry-gpu', t('option.retryGpu'))
    .option('--gpu', t('option.gpuTriage'))
    .option('--json', t('option.json'))
    .action(async (flags: { modelsDir?: string; json?: boolean; retryGpu?: boolean; gpu?: boolean }) => {
      const findings = await ask({}, 'system.doctor', {
        modelFolders: modelFolders(flags.modelsDir),
        retryGpu: flags.retryGpu === true,
        gpuOnly: flags.gpu === true,
      });
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ version: packageVersion(), findings }, null, 2)}\n`
          : describe(findings, flags.gpu === true),
      );
      process.exitCode = findings.some((finding) => finding.state === 'bad') ? EXIT.internal : EXIT.done;
    });
}

function describe(findings: readonly Finding[], gpuOnly: boolean): string {
  const topics = ['runtime', 'machine', 'tools', 'models', 'storage'] as const;
  const width = Math.max(...findings.map((finding) => finding.name.length));
  const blocks = topics.map((topic) => {
    const lines = findings
      .filter((finding) => finding.topic === topic)
      .map((finding) => describeFinding(finding, width));
    return lines.length === 0 ? '' : `${t(`doctor.topic.${topic}`)}\n${lines.join('')}\n`;
  });
  const worst = findings.some((f) => f.state === 'bad')
    ? 'bad'
    : findings.some((f) => f.state === 'warn')
      ? 'limited'
      : 'good';
  return `${t('doctor.title', { version: packageVersion() })}\n\n${blocks.join('')}${t(gpuOnly ? `doctor.gpu.${worst}` : `doctor.${worst}`)}\n`;
}

function describeFinding(finding: Finding, width: number): string {
  const action = finding.action === undefined ? '' : `${' '.repeat(width + 6)}-> ${printable(finding.action)}\n`;
  return `  ${MARKS[finding.state]} ${finding.name.padEnd(width)}  ${printable(finding.value)}\n${action}`;
}
