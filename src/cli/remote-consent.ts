import { type RemoteAsr, remoteHost } from '../core/remote-asr/remote-asr.ts';
import { settingsOf } from './library-defaults.ts';
import { ask, type HomeFlags } from './queue-access.ts';
import { agreeToHost, type RemoteFlags } from './remote-asr.ts';

/** Asks for a speech server of queued jobs, and has the library remember the answer. Throws as `agreeToHost`. */
export async function agreeForLibrary(
  wished: RemoteAsr | undefined,
  flags: RemoteFlags & HomeFlags,
  command: string,
): Promise<void> {
  if (wished === undefined) return;
  const settings = await settingsOf(flags);
  if (!(await agreeToHost(wished, flags, settings, command))) return;
  await ask(flags, 'settings.set', { key: 'asrHosts', value: [...settings.asrHosts, remoteHost(wished)] });
}
