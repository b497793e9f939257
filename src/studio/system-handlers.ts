import { describeEngines } from './describe-engines.ts';
import { examine } from './doctor.ts';
import { workFolder } from './folders.ts';
import type { FreeHandlersOf } from './handlers.ts';
import { listKeys, removeKey, setKey } from './manage-keys.ts';
import { listTools, updateYtdlp } from './tools.ts';

/** The calls about tools, secrets and the machine. */
export const systemHandlers: FreeHandlersOf<'tools' | 'keys' | 'system'> = {
  'tools.list': (_input, { signal }) => listTools(signal),
  'tools.update': (_input, { signal }) => updateYtdlp(signal),
  'keys.list': ({ hosts }, { signal }) => listKeys(hosts, signal),
  async 'keys.set'({ name, value }, { signal }) {
    await setKey(name, value, signal);
    return { stored: true };
  },
  async 'keys.remove'({ name }, { signal }) {
    return { removed: await removeKey(name, signal) };
  },
  'system.engines': (input, { signal }) => describeEngines(input, signal),
  'system.doctor': ({ modelFolders, retryGpu = false, gpuOnly = false }, { signal }) =>
    examine({ modelFolders, retryGpu, gpuOnly, jobsFolder: workFolder() }, signal),
};
