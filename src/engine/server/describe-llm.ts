import type { InstalledModel } from '../../core/models/manifest.ts';
import { probeLlama } from '../../platform/llm/llama-cpp/probe-llama.ts';
import type { Finding } from '../../shared/finding.ts';

const GIB = 1024 ** 3;

/** Whether language models run on this computer, on what, and which are installed; nobody needs them who has a server. */
export async function describeLlm(models: readonly InstalledModel[], signal: AbortSignal): Promise<Finding> {
  const base = { topic: 'runtime', name: 'Language models' } as const;
  const answer = await probeLlama(signal);
  if (answer.kind === 'failed') {
    return {
      ...base,
      state: 'warn',
      value: `cannot run here: ${answer.reason} Those of a server can be used all the same.`,
      action: 'Install Voxlane again with its optional packages.',
    };
  }
  const memory = answer.totalBytes > 0 ? ` (${(answer.freeBytes / GIB).toFixed(1)} GiB free)` : '';
  const ids = models
    .filter(
      ({ manifest, problem }) => manifest.task === 'translate' && manifest.layout === 'gguf' && problem === undefined,
    )
    .map(({ manifest }) => manifest.id);
  const installed = ids.length === 0 ? 'none installed' : `installed: ${ids.join(', ')}`;
  return {
    ...base,
    state: 'ok',
    value: `node-llama-cpp ${answer.version}, runs on ${answer.device}${memory}; ${installed}`,
  };
}
