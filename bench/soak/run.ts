import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from '../table.ts';
import { CANCEL_STAGES, soakCancels } from './cancels.ts';
import { soakKills } from './kills.ts';
import { soakRestart } from './restart.ts';

/** `npm run soak -- kills|cancels|restart`: hard use of the built command for minutes; the last line is the result as JSON. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    jobs: { type: 'string', default: '5000' },
    count: { type: 'string', default: '20' },
    stages: { type: 'string', default: CANCEL_STAGES.join(',') },
    'queue-urls': { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261127' },
    keep: { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const log = (line: string): void => {
  console.error(line);
};
const folder = mkdtempSync(join(tmpdir(), 'voxlane-soak-'));
try {
  const result = await runSoak();
  const rows = Object.entries(result).map(([key, value]) => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  console.log(markdownTable({ title: `soak: ${name}`, header: ['measure', 'value'], rows }));
  console.log(JSON.stringify(result));
  process.exitCode = result.problems.length === 0 ? 0 : 1;
} finally {
  if (values.keep) log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

function runSoak() {
  const seed = Number(values.seed);
  switch (name) {
    case 'kills':
      return soakKills({ rounds: Number(values.rounds ?? 200), seed, jobs: 12, folder, log });
    case 'cancels': {
      const stages = CANCEL_STAGES.filter((stage) => values.stages.split(',').includes(stage));
      const queueUrls = values['queue-urls'];
      return soakCancels({ count: Number(values.count), seed, stages, queueUrls, folder, log });
    }
    case 'restart':
      return soakRestart({ jobs: Number(values.jobs), folder, log });
    default:
      throw new Error('Name one of: kills, cancels, restart.');
  }
}
