import type { ToolView } from '../contract/system-calls.ts';
import { examine } from './doctor.ts';
import { workFolder } from './folders.ts';
import type { FreeHandlersOf } from './handlers.ts';
import { listKeys, removeKey, setKey } from './manage-keys.ts';
import { listTools, type ToolState, updateYtdlp } from './tools.ts';

/** The calls about tools, secrets and the machine. */
export const systemHandlers: FreeHandlersOf<'tools' | 'keys' | 'system'> = {
  'tools.list': async (_input, { signal }) => (await listTools(signal)).map(viewTool),
  'tools.update': (_input, { signal }) => updateYtdlp(signal),
  'keys.list': (_input, { signal }) => listKeys(signal),
  async 'keys.set'({ name, value }, { signal }) {
    await setKey(name, value, signal);
    return { stored: true };
  },
  async 'keys.remove'({ name }, { signal }) {
    return { removed: await removeKey(name, signal) };
  },
  'system.doctor': ({ modelFolders }, { signal }) => examine({ modelFolders, jobsFolder: workFolder() }, signal),
};

function viewTool({ problem, ...tool }: ToolState): ToolView {
  return problem === undefined ? tool : { ...tool, problem: problem.toData() };
}
