import type { AsrKnowledge, AsrMachine } from './asr-candidate.ts';

/** A machine as it is at the moment, with all the memory of its GPUs. */
export interface MachineNow extends AsrMachine {
  readonly gpus: readonly { readonly name: string; readonly freeBytes: number; readonly totalBytes: number }[];
}

/** Speeds without a measure are estimated for so many cores. */
const SETTLED_CORES = 8;

/**
 * What a choice rests on. Of a run that `isFixed`, so that it can be repeated, what changes from one hour to the next is left out (free memory, the
 * cores that a job may use, what was measured so far), so that the same machine chooses the same again.
 */
export function factsFor(
  isFixed: boolean,
  machine: MachineNow,
  known: AsrKnowledge,
): { readonly machine: AsrMachine; readonly known: AsrKnowledge } {
  if (!isFixed) return { machine, known };
  return {
    machine: {
      ...machine,
      physicalCores: SETTLED_CORES,
      gpus: machine.gpus.map(({ name, totalBytes }) => ({ name, freeBytes: totalBytes })),
    },
    known: { ...known, speeds: [], footprints: [] },
  };
}
