import type { Command } from 'commander';
import { listTools, type ToolState, updateYtdlp } from '../../studio/tools.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { formatTable, printable } from '../terminal-text.ts';

/** Adds `voxlane tools list` and `voxlane tools update`. */
export function addTools(program: Command): void {
  const tools = program.command('tools').description(t('tools.description'));
  tools
    .command('list')
    .description(t('tools.list'))
    .option('--json', t('option.json'))
    .action(async (flags: { json?: boolean }) => {
      const found = await withInterrupt(listTools);
      process.stdout.write(flags.json === true ? `${JSON.stringify(found.map(toJson), null, 2)}\n` : describe(found));
    });
  tools
    .command('update')
    .description(t('tools.update'))
    .action(async () => {
      const { path, version } = await withInterrupt(updateYtdlp);
      process.stdout.write(`${t('tools.updated', { path: printable(path), version })}\n`);
    });
}

function toJson({ problem, ...tool }: ToolState): object {
  return problem === undefined ? tool : { ...tool, problem: problem.toData() };
}

function describe(tools: readonly ToolState[]): string {
  const header = [
    t('tools.columns.name'),
    t('tools.columns.version'),
    t('tools.columns.age'),
    t('tools.columns.floor'),
    t('tools.columns.source'),
    t('tools.columns.state'),
  ];
  const rows = tools.map((tool) => [
    tool.name,
    printable(tool.version ?? '-'),
    tool.ageDays === undefined ? '-' : t('tools.days', { count: tool.ageDays }),
    tool.floor ?? '-',
    tool.source === undefined ? '-' : printable(`${tool.source}: ${tool.path ?? ''}`),
    describeState(tool),
  ]);
  return formatTable([header, ...rows]);
}

function describeState(tool: ToolState): string {
  switch (tool.state) {
    case 'ready':
      return t('tools.ready');
    case 'stale':
      return t('tools.stale');
    case 'too-old':
      return t('tools.tooOld', { floor: tool.floor ?? '' });
    case 'missing':
      return t('tools.missing');
    case 'broken':
      return printable(tool.problem?.parts.what ?? '');
  }
}
