import type { DoctorInput } from '../engine/protocol/jobs.ts';
import { toAppError } from '../shared/app-error.ts';
import type { Finding } from '../shared/finding.ts';
import { startEngine } from './start-engine.ts';

/** Examines the machine from inside an engine process; an engine that does not even start is a finding too. */
export async function examine(input: DoctorInput, signal: AbortSignal): Promise<readonly Finding[]> {
  const engine = startEngine();
  try {
    return await engine.jobs.doctor(input, { signal, deadlineMs: 120_000 });
  } catch (error) {
    const { code, parts } = toAppError(error);
    if (code === 'cancelled') throw error;
    return [
      {
        topic: 'runtime',
        name: 'Engine',
        state: 'bad',
        value: parts.what,
        action: parts.action,
        code: 'engine-failed',
        values: { reason: parts.what },
      },
    ];
  } finally {
    await engine.shutdown();
  }
}
