import { probeScript } from '../platform/devices/probe-device.ts';
import { type RunScript, runScript, useScriptRunner } from '../platform/process/run-script.ts';

export type HostScripts = RunScript;
export type HostScript = Parameters<RunScript>[0];

/** Runs Voxlane's own helper scripts (keychain, downloader, device test) the host's way from now on. */
export function runScriptsWith(scripts: HostScripts): void {
  useScriptRunner(scripts);
}

/** The script that tests a device, for a host whose engine processes cannot start one. */
export function deviceProbe(device: string): Omit<HostScript, 'signal' | 'wallMs'> {
  return probeScript(device);
}

/** Runs a helper script the host's way. */
export const runHostScript: HostScripts = (run) => runScript(run);
