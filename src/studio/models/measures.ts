import type { MeasureEvent, MeasureInput, MeasureOutput } from '../../engine/protocol/jobs.ts';
import { measuresOfThisMachine } from '../../platform/models/model-measures.ts';
import { modelFolders } from '../folders.ts';
import { startEngine } from '../start-engine.ts';

/** Loading a large model on a slow disk, and 20 s of speech at a hundredth of real time. */
const LONGEST_MS = 40 * 60_000;

/** Measures a recogniser in a process of its own. Throws what the measurement throws. */
export async function measureRecogniser(
  id: string,
  {
    device,
    modelsDir,
    signal,
    onPhase,
  }: {
    readonly device: MeasureInput['device'];
    readonly modelsDir: string | undefined;
    readonly signal: AbortSignal;
    readonly onPhase: (phase: MeasureEvent['phase']) => void;
  },
): Promise<MeasureOutput> {
  const engine = startEngine();
  try {
    const input = { id, device, modelFolders: modelFolders(modelsDir) };
    return await engine.jobs.measure(input, { signal, deadlineMs: LONGEST_MS, on: ({ phase }) => onPhase(phase) });
  } finally {
    await engine.shutdown();
  }
}

/** What recognisers were measured to do here, with whatever versions. */
export const recogniserMeasures = measuresOfThisMachine;
