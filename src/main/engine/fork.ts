import type { ForkOptions, UtilityProcess } from 'electron';

/** `utilityProcess.fork` of Electron. */
export type Fork = (modulePath: string, args: string[], options: ForkOptions) => UtilityProcess;
