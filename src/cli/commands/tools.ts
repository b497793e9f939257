import type { Command } from 'commander';
import type { ToolView } from '../../contract/system-calls.ts';
import { t } from '../i18n/translate.ts';
import { requireOnline, settingsOf } from '../library-defaults.ts';
import { ask } from '../queue-access.ts';
import { formatTable, printable } from '../terminal-text.ts';

/** Adds `voxlane tools list` and `voxlane tools update`. */
export function addTools(program: Command): void {
  const tools = program.command('tools').description(t('tools.description'));
  tools
    .command('list')
    .description(t('tools.list'))
    .option('--json', t('option.json'))
    .action(async (flags: { json?: boolean }) => {
      const found = await ask({}, 'tools.list', {});
      process.stdout.write(flags.json === true ? `${JSON.stringify(found, null, 2)}\n` : describe(found));
    });
  tools
    .command('update')
    .description(t('tools.update'))
    .action(async () => {
      requireOnline(await settingsOf({}), 'download-failed');
      const { path, version } = await ask({}, 'tools.update', {});
      process.stdout.write(`${t('tools.updated', { path: printable(path), version })}\n`);
    });
}

function describe(tools: readonly ToolView[]): string {
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

function describeState(tool: ToolView): string {
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
      return printable(tool.problem?.what ?? '');
  }
}
