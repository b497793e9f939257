import { type RemoteAsr, remoteHost } from '../../core/remote-asr/remote-asr.ts';
import { isThisComputer } from '../../core/sources/server-address.ts';
import type { Settings } from '../../core/settings/schema.ts';
import { AppError } from '../../shared/app-error.ts';

type Rules = Pick<Settings, 'offline' | 'asrHosts'>;

/**
 * Throws `source-refused` while the network is switched off, and `options-invalid` for a host that nobody agreed to send
 * sound to. Servers on this computer are always fine: nothing leaves it.
 */
export function refuseUnagreed(spec: RemoteAsr, { offline, asrHosts }: Rules): void {
  if (isThisComputer(spec)) return;
  const host = remoteHost(spec);
  if (offline)
    throw new AppError('source-refused', {
      what: `The setting "offline" is on, and the job sends its sound to ${host}.`,
      meaning: 'Nothing was sent.',
      action: 'Switch it off in the settings, or run the job without --asr-url.',
    });
  if (!asrHosts.includes(host))
    throw new AppError('options-invalid', {
      what: `Nobody agreed that sound may be sent to ${host}.`,
      meaning: 'Nothing was sent.',
      action: 'Add the job with `voxlane queue add --asr-url`, which asks, or allow the host in the settings.',
    });
}

/** Checks the speech servers of jobs that are added or changed; see `refuseUnagreed`. */
export function refuseRemoteJobs(name: string, input: unknown, rules: Rules): void {
  for (const spec of serversOf(name, input)) refuseUnagreed(spec, rules);
}

/** Inputs were checked before. */
function serversOf(name: string, input: unknown): readonly RemoteAsr[] {
  if (name === 'queue.add') {
    const { jobs } = input as { readonly jobs: readonly { readonly spec: { readonly remote?: RemoteAsr } }[] };
    return jobs.flatMap(({ spec }) => spec.remote ?? []);
  }
  if (name !== 'queue.respec') return [];
  const { change } = input as { readonly change: { readonly remote?: RemoteAsr } };
  return change.remote === undefined ? [] : [change.remote];
}
